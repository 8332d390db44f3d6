package io.rutter.engine.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Places tasks on nodes. */
public final class Scheduler {
    private Scheduler() {}

    /**
     * Places a group of like tasks: those nodes that can take one, the best first, spread as the demand says.
     *
     * @param count how many
     */
    public static Placement place(TaskDemand demand, int count, Collection<NodeRoom> nodes) {
        var all = new ArrayList<Seat>(nodes.size());
        var open = new ArrayList<Seat>();
        for (NodeRoom room : nodes) {
            var seat = new Seat(room, demand);
            all.add(seat);
            if (fixedFiltersPass(seat, demand)) {
                open.add(seat);
            }
        }
        List<String> placed = fill(Spread.over(open, demand), count);
        return placed.size() == count ? new Placement(placed, "", List.of()) : Explanation.of(placed, all, demand);
    }

    private static List<String> fill(Spread spread, int count) {
        var placed = new ArrayList<String>(count);
        while (placed.size() < count) {
            Seat seat = spread.next();
            if (seat == null) {
                break;
            }
            placed.add(seat.nodeId());
        }
        return placed;
    }

    /** Whether a node is one on which a task of this sort could ever run; a global service has a task on each of those. */
    public static boolean eligible(TaskDemand demand, NodeRoom room) {
        return fixedFiltersPass(new Seat(room, demand), demand);
    }

    private static boolean fixedFiltersPass(Seat seat, TaskDemand demand) {
        for (Filter filter : Filter.FIXED) {
            if (filter.refuses(seat, demand) != null) {
                return false;
            }
        }
        return true;
    }
}
