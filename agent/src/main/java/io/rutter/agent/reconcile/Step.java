package io.rutter.agent.reconcile;

import io.rutter.agent.reconcile.Seen.Restart;
import io.rutter.agent.reconcile.Seen.Stopping;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.spec.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do next for one container. Complete: doing it has nothing left to choose. */
sealed interface Step {
    /** All is as it shall be. */
    record Rest() implements Step {}

    /** Nothing before that time. */
    record WaitUntil(Instant time) implements Step {}

    /**
     * Makes a run.
     *
     * @param again by the policy: what the last run was furnished with is kept
     */
    record Start(long run, long generation, boolean again) implements Step {}

    record TellStart() implements Step {}

    /** @param restart when the policy will start it again; null when it will not */
    record TellEnd(int signalled, @Nullable Restart restart) implements Step {}

    /** A run that the log thinks alive is not on this host any more: the host was booted, or somebody cleared it away. */
    record TellLost(long run, @Nullable Restart restart) implements Step {}

    /** Deletes what an ended run has left: its end is in the log. */
    record ClearRun() implements Step {}

    /** Takes mounts, namespace and addresses away and says so. */
    record Unfurnish() implements Step {}

    record Stop(int signal, Stopping next) implements Step {}

    record KillOnce(String signal, long generation) implements Step {}

    record Pause() implements Step {}

    record Resume() implements Step {}

    record Join(Endpoint endpoint) implements Step {}

    record Leave(Endpoint endpoint) implements Step {}

    /** Says that an endpoint is gone that the namespace does not have. */
    record TellLeft(Endpoint endpoint) implements Step {}

    record Limit(Resources resources) implements Step {}

    /** Removes all that this node has of a container that the log has no more. */
    record Destroy() implements Step {}
}
