package io.rutter.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.Node.Readiness;
import io.rutter.engine.node.NodeDescription;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.node.NodeSpec.Availability;
import io.rutter.engine.service.spec.Constraint;
import io.rutter.engine.service.spec.TaskPlacement.TaskPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final TaskDemand ANY = demand();

    private static TaskDemand demand(String... constraints) {
        return new TaskDemand(
                "service",
                0,
                0,
                Stream.of(constraints)
                        .map(text -> Constraint.parse(text).orElseThrow())
                        .toList(),
                List.of(),
                0,
                List.of(),
                List.of());
    }

    private static NodeRoom node(String id, Map<String, String> labels) {
        return node(id, labels, Availability.ACTIVE, Readiness.READY);
    }

    private static NodeRoom node(
            String id, Map<String, String> labels, Availability availability, Readiness readiness) {
        var description = new NodeDescription(
                "host-" + id, "linux", "x86_64", 2_000_000_000L, 1L << 30, "1", Map.of("zone", "a"), "10.0.0.1");
        return NodeRoom.empty(new LiveNode(
                id,
                new NodeSpec("", labels, NodeSpec.Role.WORKER, availability),
                description,
                readiness,
                "",
                1,
                Instant.EPOCH,
                Instant.EPOCH));
    }

    @Test
    void tasksGoWhereFewestOfTheServiceAre() {
        var nodes = List.of(node("a", Map.of()), node("b", Map.of()), node("c", Map.of()));
        assertThat(Scheduler.place(ANY, 6, nodes).nodeIds()).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void thereIsNoSuitableNodeAmongNone() {
        assertThat(Scheduler.place(ANY, 1, List.of()).message()).isEqualTo("no suitable node");
    }

    @Test
    void eachSortOfRefusalIsCountedTheMostFrequentFirst() {
        var nodes = List.of(
                node("a", Map.of()), node("b", Map.of()), node("c", Map.of(), Availability.DRAIN, Readiness.READY));
        Placement placement = Scheduler.place(demand("node.labels.disk==ssd"), 1, nodes);

        assertThat(placement.nodeIds()).isEmpty();
        assertThat(placement.message())
                .isEqualTo("no suitable node (scheduling constraints not satisfied on 2 nodes; 1 node not available"
                        + " for new tasks)");
        assertThat(placement.reasons())
                .containsExactly(
                        "host-a: node.labels.disk is not set, wanted ssd",
                        "host-b: node.labels.disk is not set, wanted ssd",
                        "host-c: its availability is drain");
    }

    @Test
    void constraintsSeeLabelsRolesHostsAndEngines() {
        var nodes = List.of(node("a", Map.of("disk", "SSD")), node("b", Map.of()));
        assertThat(placedOn("node.labels.disk == ssd", nodes)).containsExactly("a");
        assertThat(placedOn("node.labels.disk != ssd", nodes)).containsExactly("b");
        assertThat(placedOn("node.hostname==host-b", nodes)).containsExactly("b");
        assertThat(placedOn("node.id!=a", nodes)).containsExactly("b");
        assertThat(placedOn("node.role==manager", nodes)).isEmpty();
        assertThat(placedOn("engine.labels.zone==a", nodes)).hasSize(1);
    }

    private static List<String> placedOn(String constraint, List<NodeRoom> nodes) {
        return Scheduler.place(demand(constraint), 1, nodes).nodeIds();
    }

    @Test
    void aBatchReservesWhatItTakes() {
        var demand = new TaskDemand("service", 0, 400L << 20, List.of(), List.of(), 0, List.of(), List.of());
        Placement placement = Scheduler.place(demand, 6, List.of(node("a", Map.of()), node("b", Map.of())));

        assertThat(placement.nodeIds()).containsExactlyInAnyOrder("a", "a", "b", "b");
        assertThat(placement.message()).isEqualTo("no suitable node (insufficient resources on 2 nodes)");
    }

    @Test
    void noNodeHasMoreReplicasThanItMay() {
        var demand = new TaskDemand("service", 0, 0, List.of(), List.of(), 2, List.of(), List.of());
        Placement placement = Scheduler.place(demand, 3, List.of(node("a", Map.of())));

        assertThat(placement.nodeIds()).containsExactly("a", "a");
        assertThat(placement.message()).isEqualTo("no suitable node (max replicas per node limit exceed)");
    }

    @Test
    void aPortOfTheNodeIsPublishedOnce() {
        var demand = new TaskDemand("service", 0, 0, List.of(), List.of(), 0, List.of(), List.of("tcp/80"));
        Placement placement = Scheduler.place(demand, 2, List.of(node("a", Map.of())));

        assertThat(placement.nodeIds()).containsExactly("a");
        assertThat(placement.message()).isEqualTo("no suitable node (host-mode port already in use on 1 node)");
    }

    @Test
    void anImageForAnotherMachineFitsNowhere() {
        var demand = new TaskDemand(
                "service", 0, 0, List.of(), List.of(), 0, List.of(new TaskPlatform("arm64", "linux")), List.of());
        assertThat(Scheduler.place(demand, 1, List.of(node("a", Map.of()))).message())
                .isEqualTo("no suitable node (unsupported platform on 1 node)");
    }

    @Test
    void tasksAreSpreadOverTheValuesOfALabelBeforeOverNodes() {
        var demand = new TaskDemand("service", 0, 0, List.of(), List.of("node.labels.rack"), 0, List.of(), List.of());
        var nodes = List.of(
                node("a", Map.of("rack", "1")),
                node("b", Map.of("rack", "1")),
                node("c", Map.of("rack", "1")),
                node("d", Map.of("rack", "2")));
        List<String> placed = Scheduler.place(demand, 6, nodes).nodeIds();

        assertThat(Collections.frequency(placed, "d")).isEqualTo(3);
    }

    @Test
    void aNodeOnWhichTheServiceKeepsFailingComesLast() {
        NodeRoom good = node("b", Map.of());
        NodeRoom bad = new NodeRoom(
                node("a", Map.of()).node(), 1L << 30, 2_000_000_000L, Set.of(), Map.of(), Map.of("service", 7));
        assertThat(Scheduler.place(ANY, 3, List.of(bad, good)).nodeIds()).containsExactly("b", "b", "b");
    }

    @Test
    void aHundredThousandTasksOnFiveThousandNodesTakeAMoment() {
        var nodes = new ArrayList<NodeRoom>();
        for (int i = 0; i < 5_000; i++) {
            nodes.add(node("n" + i, Map.of("rack", "r" + i % 40)));
        }
        var demand = new TaskDemand(
                "service",
                1_000_000,
                1 << 20,
                demand("node.labels.rack!=r7").constraints(),
                List.of("node.labels.rack"),
                0,
                List.of(),
                List.of());
        // five seconds on a busy machine; a search of all nodes for each task would take half an hour
        Placement placement =
                assertTimeoutPreemptively(Duration.ofMinutes(2), () -> Scheduler.place(demand, 100_000, nodes));

        assertThat(placement.nodeIds()).hasSize(100_000);
    }
}
