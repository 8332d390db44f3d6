package io.rutter.engine.reconcile.service;

import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.schedule.NodeRoom;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service.UpdateStatus;
import io.rutter.engine.service.spec.UpdateConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans one slot after another. What is new or waits for a node is collected, to be placed together. */
final class SlotPlanner {
    private final LiveService service;
    private final IdSource ids;
    private final Instant now;
    private final UpdateConfig config;
    private final Set<String> deadNodes;
    private final Set<String> leftNodes;
    private final boolean updating;
    private final List<TaskStep> steps = new ArrayList<>();
    private final List<Wanting> wanting = new ArrayList<>();
    private int room;
    private @Nullable Instant wakeAt;

    /**
     * A task that needs a node.
     *
     * @param waiting the task as it waits already; null for a new one
     * @param start whether it is started once it has a node
     */
    record Wanting(TaskOwner owner, @Nullable TaskView waiting, boolean start, String reason) {}

    SlotPlanner(ServicePicture picture, LiveService service, UpdateCourse course, IdSource ids) {
        this.service = service;
        this.ids = ids;
        this.now = picture.now();
        this.config = UpdateCourse.config(service);
        this.room = course.room();
        this.updating = course.active();
        Map<String, NodeRoom> nodes = picture.nodes().stream()
                .collect(Collectors.toMap(each -> each.node().id(), each -> each));
        var dead = new java.util.HashSet<String>();
        var left = new java.util.HashSet<String>();
        for (TaskView task : picture.tasks()) {
            NodeRoom node = nodes.get(task.nodeId());
            if (!task.nodeId().isEmpty() && (node == null || !node.node().keepsTasks())) {
                left.add(task.nodeId());
                if (node == null || node.node().readiness() == io.rutter.engine.node.Node.Readiness.DOWN) {
                    dead.add(task.nodeId());
                }
            }
        }
        this.deadNodes = dead;
        this.leftNodes = left;
    }

    List<TaskStep> steps() {
        return steps;
    }

    List<Wanting> wanting() {
        return wanting;
    }

    Optional<Instant> wakeAt() {
        return Optional.ofNullable(wakeAt);
    }

    void plan(Slot slot) {
        var current = new ArrayList<TaskView>();
        var old = new ArrayList<TaskView>();
        for (TaskView task : slot.active()) {
            if (leftNodes.contains(task.nodeId())) {
                shutDown(task, "its node takes no tasks");
            } else if (task.unhealthy()) {
                shutDown(task, "unhealthy container");
            } else {
                (task.owner().specVersion() == service.taskVersion() ? current : old).add(task);
            }
        }
        if (!current.isEmpty()) {
            keep(slot, current, old);
        } else if (!old.isEmpty()) {
            replaceOld(slot, old);
        } else {
            fill(slot);
        }
    }

    /** The slot has its task: it starts in its time, and what was before it goes. */
    private void keep(Slot slot, List<TaskView> current, List<TaskView> old) {
        TaskView kept = current.getLast();
        for (TaskView extra : current.subList(0, current.size() - 1)) {
            shutDown(extra, "the slot has another task");
        }
        boolean runs = kept.phase() == TaskPhase.RUNNING;
        for (TaskView each : old) {
            if (runs || config.order() == UpdateConfig.UpdateOrder.STOP_FIRST) {
                shutDown(each, "replaced by version " + service.version());
            }
        }
        switch (kept.phase()) {
            case READY -> start(slot, kept);
            case PENDING -> wanting.add(new Wanting(kept.owner(), kept, mayStart(slot, kept), "it waits for a node"));
            case STARTING, RUNNING, COMPLETE, SHUTDOWN, FAILED, REJECTED -> {}
        }
    }

    private void start(Slot slot, TaskView task) {
        if (mayStart(slot, task)) {
            steps.add(new TaskStep.Start(task, "it is its turn"));
        }
    }

    private boolean mayStart(Slot slot, TaskView task) {
        boolean together = updating && config.order() == UpdateConfig.UpdateOrder.START_FIRST;
        if (!together && slot.blockedBefore(task, deadNodes)) {
            return false;
        }
        Instant due = slot.lastOver()
                .filter(TaskView::endedByItself)
                .map(last -> RestartChoice.dueAfter(last, service.spec().task().restartOrDefault()))
                .orElse(now);
        return isDue(due);
    }

    private boolean isDue(Instant due) {
        if (!due.isAfter(now)) {
            return true;
        }
        wakeAt = wakeAt == null || due.isBefore(wakeAt) ? due : wakeAt;
        return false;
    }

    /** The slot has tasks of another version only. */
    private void replaceOld(Slot slot, List<TaskView> old) {
        for (TaskView extra : old.subList(0, old.size() - 1)) {
            shutDown(extra, "the slot has another task");
        }
        TaskView last = old.getLast();
        if (room <= 0) {
            if (last.phase() == TaskPhase.READY) {
                start(slot, last);
            }
            return;
        }
        if (!mayTryAgain(slot)) {
            return;
        }
        room--;
        boolean stopFirst = config.order() == UpdateConfig.UpdateOrder.STOP_FIRST;
        boolean nothingRuns = last.phase() == TaskPhase.PENDING || last.phase() == TaskPhase.READY;
        if (stopFirst || nothingRuns) {
            shutDown(last, "replaced by version " + service.version());
        }
        want(slot, 0, !stopFirst || nothingRuns, "version " + service.version() + " replaces " + last.name());
    }

    /** What replaced the task before and failed, while that ran on, is not made again at once. */
    private boolean mayTryAgain(Slot slot) {
        return slot.lastOver()
                .filter(last -> last.endedByItself() && last.owner().specVersion() == service.taskVersion())
                .map(last ->
                        isDue(RestartChoice.dueAfter(last, service.spec().task().restartOrDefault())))
                .orElse(true);
    }

    /** Nothing is active in the slot. */
    private void fill(Slot slot) {
        boolean stops = slot.tasks().stream().anyMatch(this::stillRuns);
        boolean failing = slot.tasks().stream().anyMatch(task -> task.unhealthy() && stillRuns(task));
        if (failing) {
            // whether it has a successor is its policy's choice, once it has ended
            return;
        }
        Optional<TaskView> last = slot.lastOver();
        if (last.isEmpty()) {
            want(slot, 0, !stops, "the slot is empty");
            return;
        }
        RestartChoice choice =
                RestartChoice.after(last.get(), service.spec().task().restartOrDefault(), service.taskVersion(), now);
        if (awaitsUpdate(slot, choice)) {
            if (room > 0) {
                room--;
                want(
                        slot,
                        0,
                        !stops,
                        "version " + service.version() + " replaces "
                                + last.get().name());
            }
            return;
        }
        switch (choice) {
            case RestartChoice.Replace replace -> {
                boolean isDue = isDue(replace.startAt());
                // what a node rejected it would reject again at once
                if (isDue || last.get().phase() != TaskPhase.REJECTED) {
                    want(slot, replace.attempt(), isDue && !stops, replace.reason());
                }
            }
            case RestartChoice.LeaveIt _ -> {}
        }
    }

    /**
     * What ended before the update began is replaced in its turn, whatever its policy says: its end says nothing of the new
     * version. What ends meanwhile has a successor by its policy, which is of the new version.
     */
    private boolean awaitsUpdate(Slot slot, RestartChoice choice) {
        UpdateStatus status = service.status();
        if (!updating || status == null) {
            return false;
        }
        return slot.leftBehind(service.taskVersion(), status.startedAt())
                .filter(last ->
                        last.endedOrCreated().isBefore(status.startedAt()) || choice instanceof RestartChoice.LeaveIt)
                .isPresent();
    }

    private boolean stillRuns(TaskView task) {
        return !task.phase().over() && !deadNodes.contains(task.nodeId());
    }

    private void want(Slot slot, int attempt, boolean start, String reason) {
        var owner =
                new TaskOwner(service.id(), service.name(), ids.shortId(), slot.key(), service.taskVersion(), attempt);
        wanting.add(new Wanting(owner, null, start, reason));
    }

    private void shutDown(TaskView task, String reason) {
        steps.add(new TaskStep.ShutDown(task, reason));
    }
}
