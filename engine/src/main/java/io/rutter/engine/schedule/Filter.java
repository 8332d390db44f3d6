package io.rutter.engine.schedule;

import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.service.spec.TaskPlacement.TaskPlatform;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which a node can't take a task: each checks, and explains its refusals in Docker's words for many nodes and in its
 * own for one.
 */
enum Filter {
    READY(Filter::notReady, "%s not available for new tasks"),
    RESOURCES(Filter::tooSmall, "insufficient resources on %s"),
    CONSTRAINTS(Filter::unwanted, "scheduling constraints not satisfied on %s"),
    PLATFORM(Filter::otherPlatform, "unsupported platform on %s"),
    HOST_PORTS(Filter::portTaken, "host-mode port already in use on %s"),
    MAX_REPLICAS(Filter::full, "max replicas per node limit exceed");

    private static final double NANOS = 1e9;

    /** Those whose answer does not change while a batch is placed. */
    static final List<Filter> FIXED = List.of(READY, CONSTRAINTS, PLATFORM);

    /** Those whose answer may. */
    static final List<Filter> SHRINKING = List.of(RESOURCES, HOST_PORTS, MAX_REPLICAS);

    private final Check check;
    private final String words;

    Filter(Check check, String words) {
        this.check = check;
        this.words = words;
    }

    /** Why a node can't take a task, in a few words about the node; null when it can. */
    @Nullable
    String refuses(Seat seat, TaskDemand demand) {
        return check.refuses(seat, demand);
    }

    /** What is told when so many nodes are refused for this. */
    String explain(int nodes) {
        return words.replace("%s", nodes == 1 ? "1 node" : nodes + " nodes");
    }

    /** A question to one node. */
    private interface Check {
        @Nullable
        String refuses(Seat seat, TaskDemand demand);
    }

    private static @Nullable String notReady(Seat seat, TaskDemand demand) {
        var node = seat.room().node();
        if (node.takesTasks()) {
            return null;
        }
        return node.spec().availability() != NodeSpec.Availability.ACTIVE
                ? "its availability is " + node.spec().availability().word()
                : "it is " + node.readiness().word();
    }

    private static @Nullable String tooSmall(Seat seat, TaskDemand demand) {
        if (demand.memoryBytes() > 0 && demand.memoryBytes() > seat.memoryFreeBytes()) {
            return "it has " + Math.max(0, seat.memoryFreeBytes()) + " bytes of memory left, " + demand.memoryBytes()
                    + " are reserved";
        }
        if (demand.nanoCpus() > 0 && demand.nanoCpus() > seat.cpuFreeNanos()) {
            return String.format(
                    Locale.ROOT,
                    "it has %.2f processors left, %.2f are reserved",
                    Math.max(0, seat.cpuFreeNanos()) / NANOS,
                    demand.nanoCpus() / NANOS);
        }
        return null;
    }

    private static @Nullable String unwanted(Seat seat, TaskDemand demand) {
        for (var constraint : demand.constraints()) {
            String actual = NodeFacts.of(seat.room().node(), constraint.key());
            if (!constraint.holds(actual)) {
                return constraint.key() + " is " + (actual.isEmpty() ? "not set" : actual) + ", wanted "
                        + (constraint.equal() ? "" : "anything but ") + constraint.value();
            }
        }
        return null;
    }

    private static @Nullable String otherPlatform(Seat seat, TaskDemand demand) {
        if (demand.platforms().isEmpty()) {
            return null;
        }
        var description = seat.room().node().description();
        String architecture = NodeFacts.architecture(description.architecture());
        for (TaskPlatform platform : demand.platforms()) {
            boolean fits = platform.architecture().isEmpty()
                    || NodeFacts.architecture(platform.architecture()).equals(architecture);
            if (fits && (platform.os().isEmpty() || platform.os().equalsIgnoreCase(description.os()))) {
                return null;
            }
        }
        return "the image is not made for " + description.os() + "/" + architecture;
    }

    private static @Nullable String portTaken(Seat seat, TaskDemand demand) {
        for (String port : demand.hostPorts()) {
            if (seat.takenAny() || seat.room().hostPorts().contains(port)) {
                return "port " + port + " is published there already";
            }
        }
        return null;
    }

    private static @Nullable String full(Seat seat, TaskDemand demand) {
        return demand.maxReplicas() > 0 && seat.serviceTasks() >= demand.maxReplicas()
                ? "it has " + seat.serviceTasks() + " tasks of the service, which is the most it may have"
                : null;
    }
}
