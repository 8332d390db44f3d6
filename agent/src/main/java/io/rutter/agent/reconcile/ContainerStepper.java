package io.rutter.agent.reconcile;

import io.rutter.agent.reconcile.Seen.Process;
import io.rutter.agent.reconcile.Seen.Restart;
import io.rutter.agent.reconcile.Seen.Stopping;
import io.rutter.agent.reconcile.Seen.Told;
import io.rutter.agent.runtime.RunExit;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer.Desired;
import io.rutter.engine.container.LiveContainer.PendingKill;
import io.rutter.engine.container.LiveContainer.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One step per call: what a container shall be against what it is. Pure, so that the same history leads to the same steps.
 *
 * @param signals numbers of signals by name
 */
public record ContainerStepper(SignalNumbers signals) {
    private static final int SIGKILL = 9;
    private static final int LOST_EXIT_CODE = 255;

    /** Translates a signal's name; -1 for one that this host does not know. */
    public interface SignalNumbers {
        int number(String name);
    }

    Step next(Optional<ContainerAssignment> assigned, Seen seen, Instant now) {
        return assigned.map(assignment -> next(assignment, seen, now)).orElseGet(() -> absent(seen));
    }

    private static Step absent(Seen seen) {
        if (seen.up()) {
            return seen.acted().stopping() != null && seen.acted().stopping().signal() == SIGKILL
                    ? new Step.Rest()
                    : new Step.Stop(SIGKILL, new Stopping(Long.MAX_VALUE, SIGKILL, null));
        }
        return new Step.Destroy();
    }

    private Step next(ContainerAssignment assigned, Seen seen, Instant now) {
        return switch (seen.process()) {
            case ENDED -> seen.run().told() == Told.END ? new Step.ClearRun() : ended(assigned, seen);
            case RUNNING, PAUSED -> seen.run().told() == Told.NOTHING ? new Step.TellStart() : up(assigned, seen, now);
            case NONE -> down(assigned, seen, now);
        };
    }

    private static Step ended(ContainerAssignment assigned, Seen seen) {
        RunExit exit = seen.run().exit();
        if (exit == null) {
            throw new IllegalStateException("a run of " + assigned.id() + " ended without an end");
        }
        if (seen.run().told() == Told.NOTHING
                && assigned.known().number() < seen.run().number()) {
            return new Step.TellStart();
        }
        int signalled =
                seen.acted().stopping() == null ? 0 : seen.acted().stopping().signal();
        return new Step.TellEnd(
                signalled,
                RestartRules.after(assigned, seen, exit.exitCode(), exit.at()).orElse(null));
    }

    private Step up(ContainerAssignment assigned, Seen seen, Instant now) {
        Desired desired = assigned.desired();
        for (PendingKill kill : desired.kills()) {
            if (kill.generation() > seen.acted().killed()) {
                return new Step.KillOnce(kill.signal(), kill.generation());
            }
        }
        boolean older = seen.run().stamp() != null && seen.run().stamp().generation() < desired.startGeneration();
        boolean unwanted = desired.wanted() == Wanted.STOPPED || desired.wanted() == Wanted.REMOVED;
        if (older || unwanted) {
            return stop(desired, seen, now);
        }
        if (desired.wanted() == Wanted.PAUSED && seen.process() == Process.RUNNING) {
            return new Step.Pause();
        }
        if (desired.wanted() == Wanted.RUNNING && seen.process() == Process.PAUSED) {
            return new Step.Resume();
        }
        return network(assigned, seen);
    }

    private Step stop(Desired desired, Seen seen, Instant now) {
        Stopping stopping = seen.acted().stopping();
        Duration grace = desired.grace() == null ? Duration.ZERO : desired.grace();
        if (stopping == null || stopping.generation() < desired.stopGeneration()) {
            int signal = desired.signal() == null ? SIGKILL : signals.number(desired.signal());
            int sent = signal < 0 ? SIGKILL : signal;
            boolean patient = sent != SIGKILL && !grace.isNegative();
            return new Step.Stop(sent, new Stopping(desired.stopGeneration(), sent, patient ? now.plus(grace) : null));
        }
        Instant killAt = stopping.killAt();
        if (killAt == null) {
            return new Step.Rest();
        }
        return killAt.isAfter(now)
                ? new Step.WaitUntil(killAt)
                : new Step.Stop(SIGKILL, new Stopping(stopping.generation(), SIGKILL, null));
    }

    private static Step network(ContainerAssignment assigned, Seen seen) {
        for (Endpoint leaving : assigned.leaving()) {
            Optional<Endpoint> plugged = plugged(seen, leaving);
            if (plugged.isEmpty()) {
                return new Step.TellLeft(leaving);
            }
            return new Step.Leave(plugged.get());
        }
        for (Endpoint wanted : assigned.endpoints()) {
            if (!wanted.ipv4().isEmpty() && plugged(seen, wanted).isEmpty()) {
                return new Step.Join(wanted);
            }
        }
        var limits = assigned.spec().hostConfig().resources();
        return limits.equals(seen.fittings().limits()) ? new Step.Rest() : new Step.Limit(limits);
    }

    private static Optional<Endpoint> plugged(Seen seen, Endpoint endpoint) {
        return seen.fittings().plugged().stream()
                .filter(other -> other.networkId().equals(endpoint.networkId())
                        && other.ipv4().equals(endpoint.ipv4()))
                .findFirst();
    }

    private static Step down(ContainerAssignment assigned, Seen seen, Instant now) {
        Desired desired = assigned.desired();
        boolean wanted = desired.wanted() == Wanted.RUNNING || desired.wanted() == Wanted.PAUSED;
        boolean asked = desired.startGeneration() > assigned.known().answered()
                && desired.startGeneration() > seen.acted().attempted();
        if (wanted && asked) {
            return seen.fittings().there()
                    ? new Step.Unfurnish()
                    : new Step.Start(next(assigned, seen), desired.startGeneration(), false);
        }
        return switch (assigned.known().phase()) {
            case RUNNING, PAUSED ->
                new Step.TellLost(
                        assigned.known().number(),
                        RestartRules.after(assigned, seen, LOST_EXIT_CODE, now).orElse(null));
            case RESTARTING -> wanted ? again(assigned, seen, now) : idle(seen);
            case CREATED, STARTING, EXITED -> idle(seen);
        };
    }

    private static Step again(ContainerAssignment assigned, Seen seen, Instant now) {
        Restart restart = seen.acted().restart();
        if (restart != null && restart.at().isAfter(now)) {
            return new Step.WaitUntil(restart.at());
        }
        return new Step.Start(next(assigned, seen), assigned.desired().startGeneration(), true);
    }

    private static Step idle(Seen seen) {
        return seen.fittings().there() ? new Step.Unfurnish() : new Step.Rest();
    }

    private static long next(ContainerAssignment assigned, Seen seen) {
        return Math.max(assigned.known().number(), seen.run().number()) + 1;
    }
}
