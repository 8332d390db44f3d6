package io.rutter.engine.reconcile.service;

import io.rutter.engine.id.ContainerId;
import io.rutter.engine.reconcile.service.SlotPlanner.Wanting;
import io.rutter.engine.schedule.NodeRoom;
import io.rutter.engine.schedule.Placement;
import io.rutter.engine.schedule.Scheduler;
import io.rutter.engine.schedule.TaskDemand;
import io.rutter.engine.service.LiveService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a service as it is wanted: the number of its tasks, what they are, and where. */
public final class ServicePlanner {
    private ServicePlanner() {}

    /** The steps that are due now. A picture that fits gives none. */
    public static ServicePlan plan(ServicePicture picture, IdSource ids) {
        LiveService service = picture.service();
        if (service != null) {
            return keep(picture, service, ids);
        }
        return picture.dissolved() ? dissolve(picture.tasks()) : retire(picture.tasks());
    }

    /** With its cluster a service's tasks go at once, as Docker has it. */
    private static ServicePlan dissolve(List<TaskView> tasks) {
        return new ServicePlan(
                tasks.stream()
                        .filter(task -> !task.removing())
                        .<TaskStep>map(task -> new TaskStep.Remove(task, "its cluster is no more"))
                        .toList(),
                null);
    }

    /** A service that is gone: its tasks stop in their own time and are removed then. */
    private static ServicePlan retire(List<TaskView> tasks) {
        var steps = new ArrayList<TaskStep>();
        tasks.forEach(task -> retire(task, "its service is removed", steps));
        return new ServicePlan(steps, null);
    }

    private static void retire(TaskView task, String reason, List<TaskStep> steps) {
        if (task.phase().over() || task.phase() == TaskPhase.READY || task.phase() == TaskPhase.PENDING) {
            if (!task.removing()) {
                steps.add(new TaskStep.Remove(task, reason));
            }
        } else if (!task.owner().shutDown() && !task.removing()) {
            steps.add(new TaskStep.ShutDown(task, reason));
        }
    }

    private static ServicePlan keep(ServicePicture picture, LiveService service, IdSource ids) {
        Map<String, Slot> slots = Slot.of(picture.tasks());
        Map<String, Slot> wanted = WantedSlots.of(picture, service, slots);
        var course = UpdateCourse.of(service, wanted.values(), picture.now());
        Optional<TaskStep> stop = course.stop();
        if (stop.isPresent()) {
            // what follows is planned of the state that this leads to
            return new ServicePlan(List.of(stop.get()), null);
        }
        var planner = new SlotPlanner(picture, service, course, ids);
        wanted.values().forEach(planner::plan);

        var steps = new ArrayList<>(planner.steps());
        slots.forEach((key, slot) -> {
            if (!wanted.containsKey(key)) {
                slot.tasks().forEach(task -> retire(task, "the service has fewer tasks now", steps));
            }
        });
        steps.addAll(placed(picture, service, planner.wanting(), ids));
        if (steps.isEmpty()) {
            course.end().ifPresent(steps::add);
        }
        wanted.values().forEach(slot -> forget(slot, picture.historyLimit(), steps));
        return new ServicePlan(steps, earliest(planner.wakeAt(), Optional.ofNullable(course.wakeAt())));
    }

    private static @Nullable Instant earliest(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other).orElse(null);
        }
        return one.get().isBefore(other.get()) ? one.get() : other.get();
    }

    /** Finds nodes for all that need one, together: those of a global service have theirs already, if there is room. */
    private static List<TaskStep> placed(
            ServicePicture picture, LiveService service, List<Wanting> wanting, IdSource ids) {
        var steps = new ArrayList<TaskStep>();
        if (wanting.isEmpty()) {
            return steps;
        }
        TaskDemand demand = TaskDemand.of(service);
        if (WantedSlots.byNode(service)) {
            for (Wanting each : wanting) {
                List<NodeRoom> its = picture.nodes().stream()
                        .filter(room -> room.node().id().equals(each.owner().slot()))
                        .toList();
                place(List.of(each), Scheduler.place(demand, 1, its), ids, steps);
            }
        } else {
            place(wanting, Scheduler.place(demand, wanting.size(), picture.nodes()), ids, steps);
        }
        return steps;
    }

    private static void place(Collection<Wanting> wanting, Placement placement, IdSource ids, List<TaskStep> steps) {
        int place = 0;
        for (Wanting each : wanting) {
            TaskView waiting = each.waiting();
            ContainerId id = waiting == null ? ids.containerId() : waiting.id();
            if (place < placement.nodeIds().size()) {
                String node = placement.nodeIds().get(place);
                steps.add(new TaskStep.Declare(id, each.owner(), node, each.start(), each.reason()));
            } else if (waiting == null || !waiting.reasons().equals(placement.reasons())) {
                steps.add(
                        new TaskStep.Await(id, each.owner(), placement.message(), placement.reasons(), each.reason()));
            }
            place++;
        }
    }

    /** Removes the oldest of what is over, until the slot holds no more than it may. */
    private static void forget(Slot slot, int limit, List<TaskStep> steps) {
        int surplus = slot.tasks().size() - Math.max(1, limit);
        for (TaskView task : slot.tasks()) {
            if (surplus > 0 && task.phase().over() && !task.removing()) {
                steps.add(new TaskStep.Remove(task, "the slot keeps no more than " + limit + " tasks"));
                surplus--;
            }
        }
    }
}
