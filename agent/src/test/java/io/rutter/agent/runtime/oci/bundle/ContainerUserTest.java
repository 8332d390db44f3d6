package io.rutter.agent.runtime.oci.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerUserTest {
    private static final List<String> PASSWD =
            List.of("root:x:0:0:root:/root:/bin/sh", "# note", "ann:x:1000:1000::/home/ann:/bin/sh", "short:x");
    private static final List<String> GROUP = List.of("root:x:0:", "ann:x:1000:", "users:x:100:bob,ann", "adm:x:4:ann");

    private static ContainerUser of(String words, String... groupAdd) throws ContainerUser.NoSuchUser {
        return ContainerUser.resolve(PASSWD, GROUP, words, List.of(groupAdd));
    }

    @Test
    void nobodyNamedIsRoot() throws ContainerUser.NoSuchUser {
        assertThat(of("")).isEqualTo(new ContainerUser(0, 0, List.of(0), "/root"));
    }

    @Test
    void aNameBringsItsGroups() throws ContainerUser.NoSuchUser {
        assertThat(of("ann")).isEqualTo(new ContainerUser(1000, 1000, List.of(1000, 100, 4), "/home/ann"));
        assertThat(of("1000")).isEqualTo(of("ann"));
    }

    @Test
    void aGroupThatIsNamedStandsAlone() throws ContainerUser.NoSuchUser {
        assertThat(of("ann:users")).isEqualTo(new ContainerUser(1000, 100, List.of(100), "/home/ann"));
        assertThat(of("ann:77")).isEqualTo(new ContainerUser(1000, 77, List.of(77), "/home/ann"));
    }

    @Test
    void aNumberThatIsNotListedHasNoHome() throws ContainerUser.NoSuchUser {
        assertThat(of("55")).isEqualTo(new ContainerUser(55, 0, List.of(0), "/"));
    }

    @Test
    void furtherGroupsAreAdded() throws ContainerUser.NoSuchUser {
        assertThat(of("", "adm", "9").additionalGids()).containsExactly(0, 4, 9);
    }

    @Test
    void whoIsNotListedIsRefusedInDockersWords() {
        assertThatThrownBy(() -> of("eve")).hasMessage("unable to find user eve: no matching entries in passwd file");
        assertThatThrownBy(() -> of("ann:eve"))
                .hasMessage("unable to find group eve: no matching entries in group file");
    }
}
