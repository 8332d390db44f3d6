package io.rutter.engine.reconcile.service;

import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service.UpdateState;
import io.rutter.engine.service.Service.UpdateStatus;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.engine.service.spec.UpdateConfig.FailureAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an update is, read off the slots: nothing of it is remembered elsewhere.
 *
 * @param dirty slots whose last task is of another version
 * @param busy slots that are being replaced, or whose delay is not over
 * @param wakeAt when that, or the watching, will be over; null for never
 * @param failed the first task of the new version that failed while it was watched
 * @param failures slots with such a task
 */
record UpdateCourse(
        LiveService service,
        int slots,
        int dirty,
        int busy,
        @Nullable Instant wakeAt,
        @Nullable TaskView failed,
        int failures,
        boolean watching) {
    static UpdateCourse of(LiveService service, Collection<Slot> slots, Instant now) {
        UpdateStatus status = service.status();
        if (status == null || !status.state().active()) {
            return new UpdateCourse(service, slots.size(), 0, 0, null, null, 0, false);
        }
        var count = new Count(service, status, config(service), now);
        slots.forEach(count::add);
        return new UpdateCourse(
                service,
                slots.size(),
                count.dirty,
                count.busy,
                count.wakeAt,
                count.failed,
                count.failures,
                count.watching);
    }

    static UpdateConfig config(LiveService service) {
        UpdateStatus status = service.status();
        boolean back = status != null
                && switch (status.state()) {
                    case ROLLBACK_STARTED, ROLLBACK_PAUSED, ROLLBACK_COMPLETED -> true;
                    case UPDATING, PAUSED, COMPLETED -> false;
                };
        return back ? service.spec().rollbackOrDefault() : service.spec().updateOrDefault();
    }

    boolean active() {
        UpdateStatus status = service.status();
        return status != null && status.state().active();
    }

    /** How many more slots may be replaced now. */
    int room() {
        if (!active() || stop().isPresent()) {
            return 0;
        }
        long parallelism = config(service).parallelism();
        return parallelism == 0 ? Integer.MAX_VALUE : (int) Math.max(0, parallelism - busy);
    }

    /** What too many failures call for; empty while there are not too many. */
    Optional<TaskStep> stop() {
        UpdateConfig config = config(service);
        TaskView first = failed;
        if (first == null || slots == 0 || (double) failures / slots <= config.maxFailureRatio()) {
            return Optional.empty();
        }
        UpdateStatus status = service.status();
        boolean back = status != null && status.state() == UpdateState.ROLLBACK_STARTED;
        String because =
                "due to failure or early termination of task " + first.owner().taskId();
        return switch (config.failureAction()) {
            case CONTINUE -> Optional.empty();
            case ROLLBACK ->
                back || service.previous() == null
                        ? Optional.of(pause(back, because))
                        : Optional.of(new TaskStep.RollBack("update rolled back " + because));
            case PAUSE -> Optional.of(pause(back, because));
        };
    }

    private static TaskStep pause(boolean back, String because) {
        return back
                ? new TaskStep.Note(UpdateState.ROLLBACK_PAUSED, "rollback paused " + because)
                : new TaskStep.Note(UpdateState.PAUSED, "update paused " + because);
    }

    /** That it is done; empty while it is not. */
    Optional<TaskStep> end() {
        UpdateStatus status = service.status();
        if (status == null || !status.state().active() || dirty > 0 || busy > 0 || watching) {
            return Optional.empty();
        }
        return Optional.of(
                status.state() == UpdateState.UPDATING
                        ? new TaskStep.Note(UpdateState.COMPLETED, "update completed")
                        : new TaskStep.Note(UpdateState.ROLLBACK_COMPLETED, "rollback completed"));
    }

    /** Goes over the slots once. */
    private static final class Count {
        private final LiveService service;
        private final UpdateStatus status;
        private final UpdateConfig config;
        private final Instant now;
        private int dirty;
        private int busy;
        private int failures;
        private boolean watching;
        private @Nullable Instant wakeAt;
        private @Nullable TaskView failed;

        Count(LiveService service, UpdateStatus status, UpdateConfig config, Instant now) {
            this.service = service;
            this.status = status;
            this.config = config;
            this.now = now;
        }

        void add(Slot slot) {
            boolean old = slot.active().stream().anyMatch(task -> task.owner().specVersion() != service.taskVersion());
            var made = slot.madeSince(service.taskVersion(), status.startedAt());
            if (old
                    || slot.leftBehind(service.taskVersion(), status.startedAt())
                            .isPresent()) {
                dirty++;
            }
            if (made.isEmpty()) {
                return;
            }
            boolean failedHere = false;
            for (TaskView task : made) {
                if (failedWhileWatched(task)) {
                    failedHere = true;
                    failed = failed == null ? task : failed;
                }
            }
            if (failedHere) {
                failures++;
                return;
            }
            if (old || notDone(made.getLast())) {
                busy++;
            }
        }

        /** A task is watched from when it runs. One that never ran has failed, however long it waited for what was before it. */
        private boolean failedWhileWatched(TaskView task) {
            if (!task.endedByItself() && !task.unhealthy()) {
                return false;
            }
            Instant from = task.startedAt();
            return from == null
                    || Duration.between(from, task.endedOrCreated()).compareTo(config.monitorOrDefault()) <= 0;
        }

        /** Not running yet, or running and its delay not over. */
        private boolean notDone(TaskView task) {
            Instant started = task.startedAt();
            if (task.phase() != TaskPhase.RUNNING || started == null) {
                return !task.phase().over();
            }
            if (config.failureAction() != FailureAction.CONTINUE) {
                Instant watchedUntil = started.plus(config.monitorOrDefault());
                if (watchedUntil.isAfter(now)) {
                    watching = true;
                    wake(watchedUntil);
                }
            }
            Instant over = started.plus(config.delay());
            if (over.isAfter(now)) {
                wake(over);
                return true;
            }
            return false;
        }

        private void wake(Instant at) {
            wakeAt = wakeAt == null || at.isBefore(wakeAt) ? at : wakeAt;
        }
    }
}
