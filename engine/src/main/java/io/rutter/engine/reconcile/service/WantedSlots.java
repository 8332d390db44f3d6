package io.rutter.engine.reconcile.service;

import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.schedule.NodeRoom;
import io.rutter.engine.schedule.Scheduler;
import io.rutter.engine.schedule.TaskDemand;
import io.rutter.engine.service.LiveService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which slots a service shall have. */
final class WantedSlots {
    private WantedSlots() {}

    static boolean byNode(LiveService service) {
        return switch (service.spec().mode().shape()) {
            case GLOBAL, GLOBAL_JOB -> true;
            case REPLICATED, REPLICATED_JOB -> false;
        };
    }

    static Map<String, Slot> of(ServicePicture picture, LiveService service, Map<String, Slot> slots) {
        var wanted = new TreeMap<String, Slot>(Slot.BY_KEY);
        if (byNode(service)) {
            TaskDemand demand = TaskDemand.of(service);
            for (NodeRoom room : picture.nodes()) {
                String id = room.node().id();
                Slot slot = slots.getOrDefault(id, new Slot(id, List.of()));
                // a paused node keeps what it has and gets nothing new
                boolean paused = room.node().spec().availability() == NodeSpec.Availability.PAUSE;
                if (Scheduler.eligible(demand, room) || paused && slot.isRunning()) {
                    wanted.put(id, slot);
                }
            }
            return wanted;
        }
        long replicas = service.spec().mode().replicas();
        slots.values().stream()
                .sorted((one, other) -> worth(other) != worth(one)
                        ? Integer.compare(worth(other), worth(one))
                        : Slot.BY_KEY.compare(one.key(), other.key()))
                .limit(replicas)
                .forEach(slot -> wanted.put(slot.key(), slot));
        for (long number = 1; wanted.size() < replicas; number++) {
            String key = Long.toString(number);
            wanted.computeIfAbsent(key, _ -> slots.getOrDefault(key, new Slot(key, List.of())));
        }
        return wanted;
    }

    /** What runs is kept before what does not, and that before what is over. */
    private static int worth(Slot slot) {
        return slot.isRunning() ? 2 : slot.active().isEmpty() ? 0 : 1;
    }
}
