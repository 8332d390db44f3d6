package io.rutter.engine.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerKillRequested;
import io.rutter.engine.container.ContainerEvent.ContainerReleased;
import io.rutter.engine.container.ContainerEvent.ContainerRemoveRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerRenamed;
import io.rutter.engine.container.ContainerEvent.ContainerStarted;
import io.rutter.engine.container.ContainerEvent.ExecStarted;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.MemoryLog;
import io.rutter.engine.service.ServiceEvent.ServiceRemoved;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoryTellerTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final EntityKey WEB = new EntityKey(Kind.CONTAINER, "c0ffee".repeat(10) + "beef");
    private static final Actor ANN = Actor.user("ann", "docker[7]", null);
    private final MemoryLog log = new MemoryLog();

    @Test
    void tellsWhoKilledAContainerAndWhatItsCodeMeans() {
        add(log, WEB, new ContainerRenamed("old", "web", NOON), ANN, 0, null);
        add(log, WEB, new ContainerStarted(2, 1, 99, NOON), Actor.node("node-1"), 1, null);
        add(log, WEB, new ContainerKillRequested(3, "SIGKILL", NOON), ANN, 0, "too loud");
        add(log, WEB, new ContainerExited(1, 137, false, 0, false, NOON), Actor.node("node-1"), 3, null);
        add(log, WEB, new ContainerReleased(1, NOON), Actor.node("node-1"), 4, null);
        assertThat(new StoryTeller(log).why(WEB, 5))
                .extracting(Sentence::words)
                .containsExactly(
                        "user ann (docker[7]) renamed container old to web",
                        "container web started (run 1)",
                        "user ann (docker[7]) sent SIGKILL to container web",
                        "container web ended with code 137, which means it was ended by signal 9, SIGKILL");
    }

    @Test
    void tellsWhoRemovedAContainer() {
        add(log, WEB, new ContainerRemoved(List.of(), NOON), ANN, 0, null);
        assertThat(new StoryTeller(log).why(WEB, 1))
                .extracting(Sentence::words)
                .containsExactly("user ann (docker[7]) removed container c0ffeec0ffee");
    }

    @Test
    void aRemovalThatTheNodeReportsIsNobodysButThatOfWhoAskedForIt() {
        add(log, WEB, new ContainerRemoveRequested(2, false, NOON), ANN, 0, null);
        add(log, WEB, new ContainerRemoved(List.of(), NOON), Actor.node("node-1"), 1, null);
        assertThat(new StoryTeller(log).why(WEB, 2))
                .extracting(Sentence::words)
                .containsExactly(
                        "user ann (docker[7]) asked to kill and remove container c0ffeec0ffee",
                        "container c0ffeec0ffee was removed");
    }

    @Test
    void tellsWhoStartedACommandInsideAContainer() {
        add(log, WEB, new ExecStarted("e1", NOON), ANN, 0, null);
        assertThat(new StoryTeller(log).history(WEB, 1).getFirst().words())
                .isEqualTo("user ann (docker[7]) started that command inside container c0ffeec0ffee");
    }

    @Test
    void anEndThatNobodyAskedForIsSaidToBeOne() {
        add(log, WEB, new ContainerStarted(2, 1, 99, NOON), Actor.node("node-1"), 0, null);
        add(log, WEB, new ContainerExited(1, 143, false, 0, false, NOON), Actor.node("node-1"), 1, null);
        assertThat(new StoryTeller(log).why(WEB, 2).getLast().words())
                .isEqualTo("container c0ffeec0ffee ended with code 143, which means it was ended by signal 15, SIGTERM;"
                        + " nobody asked this engine for it: it came from inside the container or from the host");
    }

    @Test
    void aServicesStoryHoldsWhatBefellItsTasks() {
        var service = new EntityKey(Kind.SERVICE, "s1");
        var owner = new TaskOwner("s1", "web", "t1", "1", 1, 0);
        var pending = new ContainerEvent.TaskPending(
                new ContainerId(WEB.id()),
                "web.1.t1",
                "app",
                owner,
                "no suitable node",
                List.of("vm: too small"),
                NOON);
        add(log, service, new ServiceRemoved("s1", "web", NOON), ANN, 0, null);
        add(log, WEB, pending, Actor.controller("services"), 0, null);
        assertThat(new StoryTeller(log).why(service, List.of(WEB), 2))
                .extracting(Sentence::words)
                .containsExactly(
                        "user ann (docker[7]) removed service web",
                        "task web.1.t1 waits for a node: no suitable node (vm: too small)");
    }

    @Test
    void followsCausesToOtherThings() {
        add(log, new EntityKey(Kind.VOLUME, "data"), volume(), ANN, 0, null);
        add(log, WEB, new ContainerStarted(2, 1, 99, NOON), Actor.node("node-1"), 1, null);
        assertThat(new StoryTeller(log).why(WEB, 2))
                .extracting(Sentence::words)
                .containsExactly("user ann (docker[7]) created volume data", "container c0ffeec0ffee started (run 1)");
    }

    @Test
    void whatHappenedWhileTheEngineWasDownIsSaidToHaveBeenNotedLater() {
        ContainerEvent late = new ContainerExited(1, 0, false, 0, false, NOON.minusSeconds(60));
        add(log, WEB, late, Actor.node("node-1"), 0, null);
        assertThat(new StoryTeller(log).history(WEB, 1).getFirst().words())
                .endsWith("(noted only at 2026-01-31T12:00:00Z, when the engine was back)");
    }

    @Test
    void historyEndsWhereItIsAskedTo() {
        add(log, WEB, new ContainerStarted(2, 1, 99, NOON), Actor.node("node-1"), 0, null);
        add(log, WEB, new ContainerStarted(3, 2, 99, NOON), Actor.node("node-1"), 0, null);
        assertThat(new StoryTeller(log).history(WEB, 1)).hasSize(1);
    }

    private static VolumeCreated volume() {
        return new VolumeCreated("data", "node-1", "local", Map.of(), Map.of(), false, NOON);
    }

    /** Each entity lives once. */
    private static void add(
            MemoryLog log, EntityKey key, Event event, Actor actor, long cause, @Nullable String reason) {
        long sequence = log.entity(key, 1, Long.MAX_VALUE).size() + 1L;
        var origin = new Origin(actor, "r" + log.tail(), cause, reason);
        log.add(new LogEntry(log.tail() + 1, 1, NOON, null, key, sequence, 1, origin, event));
    }
}
