package io.rutter.engine.reconcile.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tasks that one place in a service has and had, oldest first.
 *
 * @param key replica number, or the node's id in a global service
 */
record Slot(String key, List<TaskView> tasks) {
    /** Numbers by value, before node ids by text. */
    static final Comparator<String> BY_KEY = Comparator.comparing(Slot::number).thenComparing(key -> key);

    Slot {
        tasks = List.copyOf(tasks);
    }

    private static long number(String key) {
        return !key.isEmpty() && key.length() < 19 && key.chars().allMatch(Character::isDigit)
                ? Long.parseLong(key)
                : Long.MAX_VALUE;
    }

    static Map<String, Slot> of(List<TaskView> tasks) {
        var byKey = new TreeMap<String, List<TaskView>>(BY_KEY);
        for (TaskView task : tasks) {
            byKey.computeIfAbsent(task.owner().slot(), _ -> new ArrayList<>()).add(task);
        }
        var slots = new TreeMap<String, Slot>(BY_KEY);
        byKey.forEach((key, of) -> {
            of.sort(Comparator.comparing(TaskView::createdAt)
                    .thenComparing(task -> task.owner().taskId()));
            slots.put(key, new Slot(key, of));
        });
        return slots;
    }

    List<TaskView> active() {
        return tasks.stream().filter(TaskView::active).toList();
    }

    boolean isRunning() {
        return tasks.stream().anyMatch(task -> task.active() && task.phase() == TaskPhase.RUNNING);
    }

    /** The last that ended. */
    Optional<TaskView> lastOver() {
        return tasks.stream()
                .filter(task -> task.phase().over())
                .max(Comparator.comparing(TaskView::endedOrCreated)
                        .thenComparing(task -> task.owner().attempt()));
    }

    /** Whether something of an older task than this still runs on a node that is heard of. */
    boolean blockedBefore(TaskView task, java.util.Set<String> deadNodes) {
        return tasks.stream()
                .anyMatch(other -> !other.id().equals(task.id())
                        && !other.phase().over()
                        && other.phase() != TaskPhase.PENDING
                        && other.phase() != TaskPhase.READY
                        && !deadNodes.contains(other.nodeId()));
    }

    /** Its last task, when that is over, is of another version, and has no successor: an update has to reach it yet. */
    Optional<TaskView> leftBehind(long version, Instant updateStarted) {
        return active().isEmpty() && madeSince(version, updateStarted).isEmpty()
                ? lastOver().filter(last -> last.owner().specVersion() != version)
                : Optional.empty();
    }

    /** Those of a version that came into being since a moment. */
    List<TaskView> madeSince(long version, Instant moment) {
        return tasks.stream()
                .filter(task -> task.owner().specVersion() == version)
                .filter(task -> !task.createdAt().isBefore(moment))
                .toList();
    }
}
