package io.rutter.engine.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLineTest {
    private static String line(String mode, EndpointConfig... endpoints) {
        var config = ContainerConfig.of("base", null, List.of("serve"), List.of(), "", "");
        var host =
                HostConfig.of(Resources.UNLIMITED, Security.DEFAULT, NetworkSetup.of(mode), RestartPolicy.NEVER, false);
        return RunLine.of("web", new ContainerSpec(config, host, List.of(endpoints), ""), null);
    }

    private static EndpointConfig on(String network, String ipv4, String... aliases) {
        return new EndpointConfig(network, List.of(aliases), ipv4, null, null, null, null, 0);
    }

    @Test
    void theDefaultNetworkIsNotNamed() {
        assertThat(line("default", on("bridge", ""))).isEqualTo("docker run --name web base serve");
    }

    @Test
    void theNetworkOfTheModeHasItsAliasesAndItsAddress() {
        assertThat(line("n1", on("n1", "10.0.0.7", "a", "b")))
                .isEqualTo("docker run --name web --network n1 --network-alias a --network-alias b --ip 10.0.0.7"
                        + " base serve");
    }

    @Test
    void aNetworkConnectedLaterIsJoinedToo() {
        assertThat(line("n1", on("n1", ""), on("n2", "10.0.0.7", "zz"), on("n3", "")))
                .isEqualTo("docker run --name web --network n1 --network name=n2,alias=zz,ip=10.0.0.7 --network n3"
                        + " base serve");
    }

    @Test
    void aNetworkThatWasLeftIsNotJoinedAgain() {
        assertThat(line("n1", on("n2", ""))).isEqualTo("docker run --name web --network n2 base serve");
    }

    @Test
    void besideTheDefaultNetworkAnotherIsConnectedAsRunTakesNoneThere() {
        assertThat(line("bridge", on("bridge", ""), on("n2", "10.0.0.7", "zz")))
                .isEqualTo("docker create --name web base serve"
                        + " && docker network connect --alias zz --ip 10.0.0.7 n2 web && docker start -a web");
    }
}
