package io.rutter.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.linux.network.Namespaces;
import io.rutter.agent.linux.network.Nft;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other firewalls, in a namespace of the test's own. */
class ForeignFirewallIT {
    private static final ForeignFirewall FOREIGN = new ForeignFirewall("rutter-0a1b2c3d");
    private static final String DROPPING =
            "table ip filter {\n chain FORWARD {\n type filter hook forward priority 0; policy drop;\n }\n}\n";

    @TempDir
    Path folder;

    @Test
    void letsBridgesThroughWhereThereIsADoorAndOnlyOnce() throws Exception {
        String listed = inside(() -> {
            Nft.apply(DROPPING + "add chain ip filter DOCKER-USER\n");
            assertThat(FOREIGN.admit(List.of("br-a", "br-b"))).isEmpty();
            assertThat(FOREIGN.admit(List.of("br-b"))).isEmpty();
            assertThat(FOREIGN.admit(List.of("br-b"))).isEmpty();
            return Nft.list("list", "chain", "ip", "filter", "DOCKER-USER");
        });
        assertThat(listed).doesNotContain("br-a").containsOnlyOnce("br-b out").containsOnlyOnce("br-b in");
    }

    @Test
    void saysWhereThereIsNoDoor() throws Exception {
        List<String> warnings = Namespaces.insideNet(made(), () -> {
            Nft.apply(DROPPING);
            return FOREIGN.admit(List.of("br-a"));
        });
        Namespaces.delete(folder.resolve("netns"));
        assertThat(warnings).singleElement().asString().contains("table ip filter drops");
    }

    private String inside(java.util.concurrent.Callable<String> task) throws Exception {
        try {
            return Namespaces.insideNet(made(), task);
        } finally {
            Namespaces.delete(folder.resolve("netns"));
        }
    }

    private Path made() throws Exception {
        Namespaces.createNet(folder.resolve("netns"));
        return folder.resolve("netns");
    }
}
