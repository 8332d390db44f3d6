package io.rutter.engine.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nodes grouped by the values of the labels that tasks are spread over: a tree of heaps. The next task goes down the branch with
 * the fewest tasks of the service, and takes the best node there.
 */
final class Spread {
    private final TaskDemand demand;
    private final PriorityQueue<Spread> branches = new PriorityQueue<>(
            Comparator.comparingInt((Spread branch) -> branch.tasks).thenComparing(branch -> branch.value));
    private final PriorityQueue<Seat> seats = new PriorityQueue<>(Seat::rank);
    private final String value;
    private int tasks;

    private Spread(TaskDemand demand, String value) {
        this.demand = demand;
        this.value = value;
    }

    static Spread over(List<Seat> seats, TaskDemand demand) {
        return branch("", seats, demand, 0);
    }

    private static Spread branch(String value, List<Seat> seats, TaskDemand demand, int depth) {
        var spread = new Spread(demand, value);
        seats.forEach(seat -> spread.tasks += seat.serviceTasks());
        if (depth == demand.spreadOver().size()) {
            spread.seats.addAll(seats);
            return spread;
        }
        Map<String, List<Seat>> byValue = new TreeMap<>();
        String label = demand.spreadOver().get(depth);
        for (Seat seat : seats) {
            byValue.computeIfAbsent(NodeFacts.of(seat.room().node(), label), _ -> new ArrayList<>())
                    .add(seat);
        }
        byValue.forEach((each, of) -> spread.branches.add(branch(each, of, demand, depth + 1)));
        return spread;
    }

    /** The node for the next task, which it then has; null when none can take one more. */
    @Nullable
    Seat next() {
        Seat found = branches.isEmpty() ? best() : fromBranch();
        if (found != null) {
            tasks++;
        }
        return found;
    }

    private @Nullable Seat fromBranch() {
        while (!branches.isEmpty()) {
            Spread least = branches.remove();
            Seat found = least.next();
            if (found != null) {
                branches.add(least);
                return found;
            }
        }
        return null;
    }

    /** What a node has left only shrinks within a batch, so one that refuses is out of it. */
    private @Nullable Seat best() {
        while (!seats.isEmpty()) {
            Seat seat = seats.remove();
            if (takes(seat)) {
                seat.take();
                seats.add(seat);
                return seat;
            }
        }
        return null;
    }

    private boolean takes(Seat seat) {
        for (Filter filter : Filter.SHRINKING) {
            if (filter.refuses(seat, demand) != null) {
                return false;
            }
        }
        return true;
    }
}
