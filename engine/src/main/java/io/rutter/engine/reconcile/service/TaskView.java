package io.rutter.engine.reconcile.service;

import io.rutter.engine.container.Container;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.id.ContainerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task as planners see it.
 *
 * @param nodeId empty while it waits for one
 * @param unhealthy whether it runs and its health check fails
 * @param removing whether it is on its way out altogether
 * @param startedAt null when it never ran
 * @param endedAt null when it is not over
 * @param since when it came to be in this phase
 * @param error one sentence of why; empty when all is well
 * @param reasons what nodes answered, while it waits
 */
public record TaskView(
        ContainerId id,
        TaskOwner owner,
        String image,
        TaskPhase phase,
        String nodeId,
        boolean unhealthy,
        boolean removing,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant since,
        String error,
        List<String> reasons) {
    public TaskView {
        reasons = List.copyOf(reasons);
    }

    /**
     * A container as a task; empty for one of nobody's, and for one that is gone.
     *
     * @param changed when the log last told something of it: the end of a task that never ran
     */
    public static Optional<TaskView> of(Container container, Instant changed) {
        return switch (container) {
            case LiveContainer live -> live(live, changed);
            case WaitingTask waiting -> Optional.of(waiting(waiting));
            case Container.NoContainer _ -> Optional.empty();
            case Container.RemovedContainer _ -> Optional.empty();
        };
    }

    private static TaskView waiting(WaitingTask task) {
        return new TaskView(
                task.id(),
                task.owner(),
                task.image(),
                task.rejected() ? TaskPhase.REJECTED : TaskPhase.PENDING,
                task.nodeId(),
                false,
                false,
                task.createdAt(),
                null,
                task.rejected() ? task.since() : null,
                task.since(),
                task.message(),
                task.reasons());
    }

    private static Optional<TaskView> live(LiveContainer container, Instant changed) {
        TaskOwner owner = container.owner();
        if (owner == null) {
            return Optional.empty();
        }
        Run run = container.run();
        TaskPhase phase = phase(container, owner);
        Instant endedAt = phase.over() ? orElse(run.finishedAt(), changed) : null;
        return Optional.of(new TaskView(
                container.id(),
                owner,
                container.spec().config().image(),
                phase,
                container.nodeId(),
                container.isUp() && unhealthy(container),
                container.desired().wanted() == Wanted.REMOVED,
                container.createdAt(),
                run.startedAt(),
                endedAt,
                since(container, phase, endedAt),
                error(container, phase),
                List.of()));
    }

    private static TaskPhase phase(LiveContainer container, TaskOwner owner) {
        Run run = container.run();
        return switch (run.phase()) {
            case CREATED -> neverRan(run, owner);
            case STARTING -> TaskPhase.STARTING;
            case RUNNING, PAUSED, RESTARTING -> awaitsHealth(container) ? TaskPhase.STARTING : TaskPhase.RUNNING;
            case EXITED -> {
                if (!run.error().isEmpty() || unhealthy(container)) {
                    yield TaskPhase.FAILED;
                }
                if (owner.shutDown()) {
                    yield TaskPhase.SHUTDOWN;
                }
                yield run.exitCode() == 0 ? TaskPhase.COMPLETE : TaskPhase.FAILED;
            }
        };
    }

    private static TaskPhase neverRan(Run run, TaskOwner owner) {
        if (!run.error().isEmpty()) {
            return TaskPhase.FAILED;
        }
        return owner.shutDown() ? TaskPhase.SHUTDOWN : TaskPhase.READY;
    }

    private static boolean awaitsHealth(LiveContainer container) {
        Healthcheck check = container.spec().config().healthcheck();
        boolean checked = check != null
                && !check.test().isEmpty()
                && !check.test().getFirst().equals("NONE");
        var health = container.health();
        return checked && (health == null || health.status().equals("starting"));
    }

    private static boolean unhealthy(LiveContainer container) {
        var health = container.health();
        return health != null && health.status().equals("unhealthy");
    }

    private static Instant since(LiveContainer container, TaskPhase phase, @Nullable Instant endedAt) {
        return switch (phase) {
            case RUNNING, STARTING -> orElse(container.run().startedAt(), container.createdAt());
            case COMPLETE, FAILED, SHUTDOWN, REJECTED -> orElse(endedAt, container.createdAt());
            case PENDING, READY -> container.createdAt();
        };
    }

    private static String error(LiveContainer container, TaskPhase phase) {
        Run run = container.run();
        if (phase != TaskPhase.FAILED) {
            return run.error();
        }
        if (!run.error().isEmpty()) {
            return "starting container failed: " + run.error();
        }
        if (unhealthy(container)) {
            return "task: unhealthy container";
        }
        return "task: non-zero exit (" + run.exitCode() + ")" + (run.oomKilled() ? ": out of memory" : "");
    }

    private static Instant orElse(@Nullable Instant time, Instant otherwise) {
        return time == null ? otherwise : time;
    }

    /** Whether its service wants it and it is not over. */
    public boolean active() {
        return !phase.over() && !owner.shutDown() && !removing;
    }

    /** Whether it ended by itself, well or badly. */
    boolean endedByItself() {
        return switch (phase) {
            case COMPLETE, FAILED, REJECTED -> true;
            case PENDING, READY, STARTING, RUNNING, SHUTDOWN -> false;
        };
    }

    Instant endedOrCreated() {
        return orElse(endedAt, createdAt);
    }

    String name() {
        return owner.serviceName() + "." + owner.slot() + "." + owner.taskId();
    }
}
