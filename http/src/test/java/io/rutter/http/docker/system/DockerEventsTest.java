package io.rutter.http.docker.system;

import static io.rutter.http.Examples.NOON;
import static io.rutter.http.Examples.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.container.Container;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerKillRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoveRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerStartFailed;
import io.rutter.engine.container.ContainerEvent.ContainerStartRequested;
import io.rutter.engine.container.ContainerEvent.ContainerStopRequested;
import io.rutter.engine.container.ContainerEvent.ExecCreated;
import io.rutter.engine.container.ContainerEvent.ExecEnded;
import io.rutter.engine.container.ContainerEvent.ExecStarted;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.container.rules.ContainerDecider;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.http.Examples;
import io.rutter.http.Golden;
import io.rutter.http.docker.common.Filters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DockerEventsTest {
    private static final Surroundings BRIDGES = new Surroundings() {
        @Override
        public String networkDriver(String networkId) {
            return "bridge";
        }

        @Override
        public Optional<LiveImage> image(String id) {
            return Optional.empty();
        }
    };
    private static final ContainerEvent DECLARED =
            Examples.declared(Examples.spec(Examples.config(List.of("sleep", "1000"))));
    private static final ContainerEvent REQUESTED = Examples.startRequested(2);
    private static final ContainerEvent STARTED = Examples.started(2, 1);

    @Test
    void aRunIsToldInDockersOrder() {
        assertThat(actions(DECLARED, REQUESTED, STARTED, Examples.exited(0), new ContainerRemoved(List.of(), NOON)))
                .containsExactly(
                        "container create",
                        "network connect",
                        "volume mount",
                        "container start",
                        "container die",
                        "network disconnect",
                        "volume unmount",
                        "container destroy");
    }

    @Test
    void aStopIsAKillADieAndAStopAndASecondKillWhenTheGraceIsOver() {
        var stop = new ContainerStopRequested(3, "SIGTERM", Duration.ofSeconds(1), NOON);
        var killed = new ContainerExited(1, 137, false, 9, false, NOON);
        assertThat(actions(DECLARED, REQUESTED, STARTED, stop, killed))
                .endsWith(
                        "container kill 15",
                        "container kill 9",
                        "container die",
                        "network disconnect",
                        "volume unmount",
                        "container stop");
    }

    @Test
    void aKillIsNoStop() {
        var kill = new ContainerKillRequested(3, "SIGKILL", NOON);
        assertThat(actions(DECLARED, REQUESTED, STARTED, kill, Examples.exited(137)))
                .endsWith("container kill 9", "container die", "network disconnect", "volume unmount");
    }

    @Test
    void aForcedRemovalIsKillDieDestroy() {
        var remove = new ContainerRemoveRequested(3, false, NOON);
        assertThat(actions(
                        DECLARED, REQUESTED, STARTED, remove, Examples.exited(137), new ContainerRemoved(null, NOON)))
                .endsWith(
                        "container kill 9",
                        "container die",
                        "network disconnect",
                        "volume unmount",
                        "container destroy");
    }

    @Test
    void aRestartEndsWithStartAndRestart() {
        var again = (ContainerStartRequested) REQUESTED;
        var restart = new ContainerStartRequested(
                3, again.endpoints(), again.ports(), true, "SIGTERM", Duration.ofSeconds(1), NOON);
        assertThat(actions(DECLARED, REQUESTED, STARTED, restart, Examples.exited(143), Examples.started(3, 2)))
                .endsWith(
                        "container kill 15",
                        "container die",
                        "network disconnect",
                        "volume unmount",
                        "container stop",
                        "network connect",
                        "volume mount",
                        "container start",
                        "container restart");
    }

    @Test
    void aStartThatFailedConnectsAndDisconnects() {
        var failed = new ContainerStartFailed(2, 1, "executable file not found", 127, StartFault.REQUEST, NOON);
        assertThat(actions(DECLARED, REQUESTED, failed))
                .containsExactly("container create", "network connect", "network disconnect");
    }

    @Test
    void anExecIsToldWithItsCommand() {
        var config = new ExecConfig(List.of("ls", "/"), null, null, null, false, false, true, true, false, null);
        assertThat(actions(
                        DECLARED,
                        REQUESTED,
                        STARTED,
                        new ExecCreated("x", config, NOON),
                        new ExecStarted("x", NOON),
                        new ExecEnded("x", 3, NOON)))
                .endsWith("container exec_create: ls /", "container exec_start: ls /", "container exec_die");
    }

    @Test
    void messagesHaveDockersShapeAndKeepTheirOrderInNanoseconds() throws Exception {
        var lines = new ArrayList<String>();
        long offset = 1;
        Container state = new ContainerDecider(WEB.value()).nothing();
        for (ContainerEvent event : List.of(DECLARED, REQUESTED, STARTED, Examples.exited(0))) {
            LogEntry entry = Examples.entry(offset++, Kind.CONTAINER, WEB.value(), event);
            int place = 0;
            for (DockerMessage message : DockerEvents.of(entry, state, BRIDGES)) {
                lines.add(message.json(entry.recordedAt(), place++).toString());
            }
            state = new ContainerDecider(WEB.value()).evolve(state, event);
        }
        Golden.check("events-run.jsonl", String.join("\n", lines));
    }

    @Test
    void aVolumeIsToldByItsDriver() {
        var made = new VolumeCreated("data", "node", "local", Map.of(), Map.of(), false, NOON);
        assertThat(DockerEvents.of(Examples.entry(1, Kind.VOLUME, "data", made), new NoVolume(), BRIDGES))
                .containsExactly(new DockerMessage("volume", "create", "data", Map.of("driver", "local"), "local"));
    }

    @Test
    void filtersCompareAsDockerdDoes() {
        var create = new DockerMessage(
                "container",
                "exec_create: ls /",
                WEB.value(),
                Map.of("name", "web", "image", "base:1", "k", "v"),
                "local");
        assertThat(wants(create, "event", "exec_create")).isTrue();
        assertThat(wants(create, "event", "create")).isFalse();
        assertThat(wants(create, "container", "we")).isTrue();
        assertThat(wants(create, "container", "b")).isFalse();
        assertThat(wants(create, "image", "base")).isTrue();
        assertThat(wants(create, "label", "k=v")).isTrue();
        assertThat(wants(create, "label", "k=w")).isFalse();
        assertThat(wants(create, "type", "network")).isFalse();
        assertThat(wants(create, "network", "bridge")).isFalse();
    }

    private static boolean wants(DockerMessage message, String filter, String value) {
        return new EventFilter(new Filters(Map.of(filter, Set.of(value)))).wants(message);
    }

    private static List<String> actions(ContainerEvent... events) {
        var decider = new ContainerDecider(WEB.value());
        Container state = decider.nothing();
        var actions = new ArrayList<String>();
        for (ContainerEvent event : events) {
            List<DockerMessage> messages =
                    DockerEvents.of(Examples.entry(1, Kind.CONTAINER, WEB.value(), event), state, BRIDGES);
            actions.addAll(messages.stream()
                    .map(message -> message.type() + " " + message.action()
                            + (message.attributes().containsKey("signal")
                                    ? " " + message.attributes().get("signal")
                                    : ""))
                    .collect(Collectors.toList()));
            state = decider.evolve(state, event);
        }
        return actions;
    }
}
