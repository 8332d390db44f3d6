package io.rutter.engine.container.rules;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.need;
import static io.rutter.engine.entity.Decision.refuse;

import io.rutter.engine.claims.Demand.FreeName;
import io.rutter.engine.claims.Grant.GrantedName;
import io.rutter.engine.container.ContainerCommand;
import io.rutter.engine.container.ContainerCommand.AwaitPlacement;
import io.rutter.engine.container.ContainerCommand.ConnectContainer;
import io.rutter.engine.container.ContainerCommand.CreateExec;
import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.ContainerCommand.DisconnectContainer;
import io.rutter.engine.container.ContainerCommand.KillContainer;
import io.rutter.engine.container.ContainerCommand.NoteCommit;
import io.rutter.engine.container.ContainerCommand.NoteStartRefused;
import io.rutter.engine.container.ContainerCommand.PauseContainer;
import io.rutter.engine.container.ContainerCommand.RejectTask;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.RenameContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerCommand.RestartContainer;
import io.rutter.engine.container.ContainerCommand.ShutDownTask;
import io.rutter.engine.container.ContainerCommand.StartContainer;
import io.rutter.engine.container.ContainerCommand.StartExec;
import io.rutter.engine.container.ContainerCommand.StopContainer;
import io.rutter.engine.container.ContainerCommand.UnpauseContainer;
import io.rutter.engine.container.ContainerCommand.UpdateContainer;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerCommitted;
import io.rutter.engine.container.ContainerEvent.ContainerKillRequested;
import io.rutter.engine.container.ContainerEvent.ContainerPauseRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoveRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerRenamed;
import io.rutter.engine.container.ContainerEvent.ContainerStartFailed;
import io.rutter.engine.container.ContainerEvent.ContainerStopRequested;
import io.rutter.engine.container.ContainerEvent.ContainerUnpauseRequested;
import io.rutter.engine.container.ContainerEvent.ContainerUpdated;
import io.rutter.engine.container.ContainerEvent.ExecCreated;
import io.rutter.engine.container.ContainerEvent.ExecStarted;
import io.rutter.engine.container.ContainerEvent.TaskShutDown;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Exec;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of a container that is there, and what of it is refused. */
record LiveRules(LiveContainer container, Instant now) {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    private static final int NOT_STARTED = 125;
    private static final String DEFAULT_STOP_SIGNAL = "SIGTERM";

    Decision<ContainerEvent> decide(ContainerCommand command) {
        return switch (command) {
            case DeclareContainer _ -> conflict("container " + container.id() + " is declared already");
            case AwaitPlacement _ -> accept();
            case RejectTask reject -> reject(reject);
            case ShutDownTask shut -> shutDown(shut);
            case StartContainer start -> new StartRules(container, now).start(start.endpoints(), start.ports());
            case NoteStartRefused refused -> new StartRules(container, now).refused(refused.message());
            case RestartContainer restart ->
                new StartRules(container, now).restart(restart, signal(restart.signal()), grace(restart.grace()));
            case StopContainer stop -> stop(stop);
            case KillContainer kill -> kill(kill);
            case PauseContainer _ -> pause();
            case UnpauseContainer _ -> unpause();
            case RenameContainer rename -> rename(rename);
            case UpdateContainer update -> update(update);
            case NoteCommit note ->
                accept(new ContainerCommitted(note.imageId(), note.reference(), note.comment(), now));
            case RemoveContainer remove -> remove(remove);
            case ConnectContainer connect -> new NetworkRules(container, now).connect(connect);
            case DisconnectContainer leave -> new NetworkRules(container, now).disconnect(leave);
            case CreateExec create -> createExec(create);
            case StartExec start -> startExec(start);
            case Report report -> new ReportRules(container).take(report.report());
        };
    }

    /** A task that is declared and can't be started: its network is gone, or its port is taken. */
    private Decision<ContainerEvent> reject(RejectTask reject) {
        return container.run().phase() == Phase.CREATED
                        && container.run().error().isEmpty()
                ? accept(new ContainerStartFailed(
                        container.generation(),
                        container.run().number(),
                        reject.message(),
                        NOT_STARTED,
                        StartFault.REQUEST,
                        now))
                : accept();
    }

    private Decision<ContainerEvent> shutDown(ShutDownTask shut) {
        TaskOwner owner = container.owner();
        if (owner == null || owner.shutDown()) {
            return accept();
        }
        return accept(new TaskShutDown(nextGeneration(), signal(null), grace(null), shut.reason(), now));
    }

    private Decision<ContainerEvent> stop(StopContainer stop) {
        boolean stoppable = container.isUp()
                || container.run().phase() == Phase.STARTING
                || container.run().phase() == Phase.RESTARTING;
        if (!stoppable) {
            return refuse(new Problem.NotModified("container " + container.id() + " is not running"));
        }
        return accept(new ContainerStopRequested(nextGeneration(), signal(stop.signal()), grace(stop.grace()), now));
    }

    private String signal(@Nullable String asked) {
        if (asked != null && !asked.isEmpty()) {
            return asked;
        }
        String configured = container.spec().config().stopSignal();
        return configured == null || configured.isEmpty() ? DEFAULT_STOP_SIGNAL : configured;
    }

    private Duration grace(@Nullable Duration asked) {
        if (asked != null) {
            return asked;
        }
        Integer configured = container.spec().config().stopTimeoutSeconds();
        return configured == null ? DEFAULT_GRACE : Duration.ofSeconds(configured);
    }

    private Decision<ContainerEvent> kill(KillContainer kill) {
        if (container.run().phase() == Phase.RESTARTING) {
            // Nothing is there to take the signal: as in Docker, it ends the restarts if it would have ended the run.
            return RunFold.ends(container, kill.signal())
                    ? accept(new ContainerKillRequested(nextGeneration(), kill.signal(), now))
                    : accept();
        }
        if (!container.isUp()) {
            return conflict(
                    "cannot kill container: " + container.name() + ": Container " + container.id() + " is not running");
        }
        var killed = new ContainerKillRequested(nextGeneration(), kill.signal(), now);
        boolean still = container.desired().wanted() == Wanted.PAUSED;
        // What stands still takes no signal: as in Docker, one that is to end it lets it go on.
        return still && RunFold.ends(container, kill.signal())
                ? accept(killed, new ContainerUnpauseRequested(killed.generation() + 1, now))
                : accept(killed);
    }

    private Decision<ContainerEvent> pause() {
        return switch (container.run().phase()) {
            case PAUSED -> conflict("container " + container.id() + " is already paused");
            // Frozen before it takes the signal, it would neither end nor go on.
            case RUNNING ->
                RunFold.isDying(container)
                        ? conflict("container " + container.id() + " is not running")
                        : accept(new ContainerPauseRequested(nextGeneration(), now));
            case RESTARTING ->
                conflict("Container " + container.id() + " is restarting, wait until the container is running");
            case CREATED, STARTING, EXITED -> conflict("container " + container.id() + " is not running");
        };
    }

    private Decision<ContainerEvent> unpause() {
        return container.run().phase() == Phase.PAUSED && !RunFold.isDying(container)
                ? accept(new ContainerUnpauseRequested(nextGeneration(), now))
                : conflict("Container " + container.id() + " is not paused");
    }

    private Decision<ContainerEvent> rename(RenameContainer rename) {
        if (rename.name().equals(container.name())) {
            return refuse(new Problem.Invalid("Renaming a container with the same name as its current name"));
        }
        return need(
                new FreeName(
                        Kind.CONTAINER,
                        List.of(rename.name()),
                        "error when allocating new name: Conflict. The container name \"/" + rename.name()
                                + "\" is already in use by container \"%s\"."
                                + " You have to remove (or rename) that container to be able to reuse that name."),
                name -> accept(new ContainerRenamed(container.name(), ((GrantedName) name).name(), now)));
    }

    private Decision<ContainerEvent> update(UpdateContainer update) {
        if (container.desired().wanted() == Wanted.REMOVED) {
            return conflict("container is marked for removal and cannot be \"update\"");
        }
        RestartPolicy policy = update.restartPolicy();
        if (policy != null
                && policy.rule() != RestartPolicy.Rule.NO
                && container.spec().hostConfig().autoRemove()) {
            return refuse(new Problem.Invalid("Cannot update container " + container.id()
                    + ": Restart policy cannot be updated because AutoRemove is enabled for the container"));
        }
        return accept(new ContainerUpdated(
                nextGeneration(),
                update.resources(),
                policy == null ? container.spec().hostConfig().restartPolicy() : policy,
                now));
    }

    private Decision<ContainerEvent> remove(RemoveContainer remove) {
        if (container.desired().wanted() == Wanted.REMOVED) {
            return remove.force()
                    ? accept()
                    : conflict("removal of container " + container.id() + " is already in progress");
        }
        Phase phase = container.run().phase();
        boolean idle = phase == Phase.CREATED || phase == Phase.EXITED;
        if (idle || phase == Phase.RESTARTING && remove.force()) {
            return accept(new ContainerRemoved(volumes(remove.volumes()), now));
        }
        if (!remove.force()) {
            return conflict("cannot remove container \"/" + container.name() + "\": container is "
                    + PhaseWords.word(phase)
                    + ": stop the container before removing or force remove");
        }
        return accept(new ContainerRemoveRequested(nextGeneration(), remove.volumes(), now));
    }

    private List<String> volumes(boolean asked) {
        return asked ? anonymousVolumes(container) : List.of();
    }

    static List<String> anonymousVolumes(LiveContainer container) {
        return container.mounts().stream()
                .filter(MountPoint::anonymous)
                .map(MountPoint::name)
                .toList();
    }

    private Decision<ContainerEvent> createExec(CreateExec create) {
        return switch (container.run().phase()) {
            case RUNNING -> accept(new ExecCreated(create.execId(), create.config(), now));
            case PAUSED -> conflict("container " + container.id() + " is paused, unpause the container before exec");
            case RESTARTING ->
                conflict("Container " + container.id() + " is restarting, wait until the container is running");
            case CREATED, STARTING, EXITED -> conflict("container " + container.id() + " is not running");
        };
    }

    private Decision<ContainerEvent> startExec(StartExec start) {
        if (container.run().phase() != Phase.RUNNING) {
            return conflict("container " + container.id() + " is not running");
        }
        return container
                .exec(start.execId())
                .map(exec -> firstStart(exec))
                .orElseGet(() -> refuse(new Problem.NotFound("No such exec instance: " + start.execId())));
    }

    private Decision<ContainerEvent> firstStart(Exec exec) {
        if (exec.exitCode() != null) {
            return conflict("Error: Exec command " + exec.id() + " has already run");
        }
        return exec.started()
                ? conflict("Error: Exec command " + exec.id() + " is already running")
                : accept(new ExecStarted(exec.id(), now));
    }

    private long nextGeneration() {
        return container.generation() + 1;
    }

    static Decision<ContainerEvent> conflict(String message) {
        return refuse(new Problem.Conflict(message));
    }
}
