package io.rutter.http.rutter;

import io.rutter.engine.container.Container;
import io.rutter.engine.container.Container.NoContainer;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks as people mean them: the newest of a slot, or of a service. */
final class TaskKeys {
    /** Of a slot: the task of now and the one before it. */
    private static final int TASKS_OF_A_SLOT = 2;

    private static final int MOST_SLOTS = 20;

    private TaskKeys() {}

    private record Task(ContainerId id, TaskOwner owner, Instant createdAt) {}

    /** The last two tasks of each slot of a service, of its first slots if there are many. */
    static List<EntityKey> latest(String serviceId, World world) {
        var bySlot = new HashMap<String, List<Task>>();
        for (Task task : tasks(world.services().tasksOf(serviceId))) {
            bySlot.computeIfAbsent(task.owner().slot(), _ -> new ArrayList<>()).add(task);
        }
        return bySlot.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<Task>> slot) ->
                                slot.getKey().length())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_SLOTS)
                .flatMap(slot -> slot.getValue().stream().limit(TASKS_OF_A_SLOT))
                .map(task -> EntityKey.container(task.id()))
                .toList();
    }

    /** A task by its id, or by service and slot as {@code docker service ps} writes it: {@code web.1}. */
    static Optional<EntityKey> find(String name, World world) {
        return tasks(world.services().tasks()).stream()
                .filter(task -> task.owner().taskId().equals(name)
                        || (task.owner().serviceName() + "." + task.owner().slot()).equals(name))
                .findFirst()
                .map(task -> EntityKey.container(task.id()));
    }

    /** The newest first. */
    private static List<Task> tasks(List<Container> containers) {
        var tasks = new ArrayList<Task>();
        for (Container container : containers) {
            switch (container) {
                case LiveContainer live -> add(tasks, live.id(), live.owner(), live.createdAt());
                case WaitingTask waiting -> add(tasks, waiting.id(), waiting.owner(), waiting.createdAt());
                case NoContainer _, RemovedContainer _ -> {}
            }
        }
        tasks.sort(Comparator.comparing(Task::createdAt).reversed());
        return tasks;
    }

    private static void add(List<Task> tasks, ContainerId id, @Nullable TaskOwner owner, Instant createdAt) {
        if (owner != null) {
            tasks.add(new Task(id, owner, createdAt));
        }
    }
}
