package io.rutter.http.docker.container.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.assignment.ContainerOperations.HealthLog;
import io.rutter.engine.world.World;
import io.rutter.http.Examples;
import io.rutter.http.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerJsonTest {
    private final ContainerJson json = new ContainerJson(World.EMPTY, Examples.HOST);

    @Test
    void inspectTellsARunningContainerInDockersShape() throws Exception {
        Golden.check(
                "inspect-running.json",
                json.inspect(Examples.running(), ContainerJson.NO_PATHS, HealthLog.NONE, null)
                        .toPrettyString());
    }

    @Test
    void aListTellsARunningContainerInDockersShape() throws Exception {
        Golden.check(
                "list-running.json",
                json.summary(Examples.running(), Examples.NOON.plusSeconds(5), new long[] {10, 0})
                        .toPrettyString());
    }

    @Test
    void aContainerThatDoesNotRunHasNoAddressAndNoPorts() {
        JsonNode settings = json.inspect(Examples.created(), ContainerJson.NO_PATHS, HealthLog.NONE, null)
                .get("NetworkSettings");
        assertThat(settings.get("Ports")).isEmpty();
        assertThat(settings.at("/Networks/bridge/IPAddress").asText()).isEmpty();
    }

    @Test
    void argumentsWithSpacesAreQuotedInTheCommandOfAList() {
        assertThat(ContainerJson.command(List.of("sh", "-c", "echo a b"))).isEqualTo("sh -c 'echo a b'");
    }
}
