package io.rutter.engine.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells why no node takes one more task. */
final class Explanation {
    /** So many nodes are told of one by one; a list of thousands helps nobody. */
    private static final int NODES_NAMED = 10;

    private Explanation() {}

    static Placement of(List<String> placed, Collection<Seat> seats, TaskDemand demand) {
        Map<Filter, Integer> refusals = new EnumMap<>(Filter.class);
        var reasons = new ArrayList<String>();
        for (Seat seat : seats) {
            for (Filter filter : Filter.values()) {
                String why = filter.refuses(seat, demand);
                if (why != null) {
                    refusals.merge(filter, 1, Integer::sum);
                    if (reasons.size() < NODES_NAMED) {
                        reasons.add(seat.room().node().description().hostname() + ": " + why);
                    }
                    break;
                }
            }
        }
        if (seats.size() > NODES_NAMED) {
            reasons.add("and " + (seats.size() - NODES_NAMED) + " more nodes");
        }
        return new Placement(placed, sentence(refusals), reasons);
    }

    private static String sentence(Map<Filter, Integer> refusals) {
        if (refusals.isEmpty()) {
            return "no suitable node";
        }
        return refusals.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Filter, Integer> entry) -> -entry.getValue()))
                .map(entry -> entry.getKey().explain(entry.getValue()))
                .collect(Collectors.joining("; ", "no suitable node (", ")"));
    }
}
