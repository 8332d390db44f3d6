package io.rutter.agent.network.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResolvFileTest {
    private static final ResolvFile HOST = ResolvFile.parse("""
            # written by hand
            nameserver 127.0.0.53
            nameserver 10.0.0.2
            nameserver fd00::53
            search corp.example example.org
            options edns0 trust-ad
            """);

    @Test
    void leavesOutWhatAContainerCannotReach() {
        assertThat(HOST.reachable().text())
                .isEqualTo("search corp.example example.org\nnameserver 10.0.0.2\noptions edns0 trust-ad\n");
    }

    @Test
    void asksPublicServersWhereOnlyLoopbackIsLeft() {
        ResolvFile local = ResolvFile.parse("nameserver 127.0.0.53\n");
        assertThat(local.onlyLoopback()).isTrue();
        assertThat(local.reachable().text()).isEqualTo("nameserver 8.8.8.8\nnameserver 8.8.4.4\n");
    }

    @Test
    void pointsToTheContainersOwnResolverOnAUsersNetwork() {
        assertThat(HOST.embedded().text())
                .isEqualTo("search corp.example example.org\nnameserver 127.0.0.11\noptions edns0 trust-ad ndots:0\n");
    }

    @Test
    void takesTheUsersListsInThePlaceOfTheHosts() {
        assertThat(HOST.overridden(List.of("1.1.1.1"), List.of("."), List.of("ndots:2"))
                        .embedded()
                        .text())
                .isEqualTo("nameserver 127.0.0.11\noptions ndots:2\n");
    }
}
