package io.rutter.engine.story;

import static io.rutter.engine.story.ActorWords.shortened;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.entity.Actor;
import java.time.Duration;
import java.util.List;

/** What happened to a container, in words. */
final class ContainerWords {
    private static final String HELD = ": namespace, addresses, mounts";

    private ContainerWords() {}

    static String of(ContainerEvent event, Actor actor, String name) {
        String who = ActorWords.of(actor);
        String it = "container " + name;
        return switch (event) {
            case ContainerEvent.ContainerDeclared declared -> declared(declared, who);
            case ContainerEvent.ContainerStartRequested wanted ->
                who + " asked for a " + (wanted.restart() ? "restart" : "start") + " of " + it;
            case ContainerEvent.ContainerStarted started -> it + " started (run " + started.run() + ")";
            case ContainerEvent.ContainerStartFailed failed -> it + " could not be started: " + failed.message();
            case ContainerEvent.ContainerStopRequested stop ->
                who + " asked " + it + " to stop: " + stop.signal() + ", then SIGKILL " + after(stop.grace());
            case ContainerEvent.ContainerKillRequested kill -> who + " sent " + kill.signal() + " to " + it;
            case ContainerEvent.ContainerExited exited -> exited(exited, it);
            case ContainerEvent.ContainerReleased _ -> "the host let go of what " + it + " had" + HELD;
            case ContainerEvent.ContainerPauseRequested _ -> who + " asked to pause " + it;
            case ContainerEvent.ContainerUnpauseRequested _ -> who + " asked " + it + " to go on";
            case ContainerEvent.ContainerPaused _ -> it + " was paused";
            case ContainerEvent.ContainerUnpaused _ -> it + " went on";
            case ContainerEvent.ContainerRenamed renamed -> renamed(renamed, who);
            case ContainerEvent.ContainerCommitted made -> committed(made, who, it);
            case ContainerEvent.ContainerUpdated _ -> who + " changed the limits or the restart policy of " + it;
            case ContainerEvent.ContainerHealthChanged health -> health(health, it);
            case ContainerEvent.ContainerConnected joined ->
                who + " connected " + it + " to network " + joined.config().network();
            case ContainerEvent.ContainerDisconnected left ->
                who + " disconnected " + it + " from network " + left.networkName();
            case ContainerEvent.ContainerEndpointReleased _ -> "an address that " + it + " had left is free again";
            case ContainerEvent.ExecCreated created -> execCreated(created, who, it);
            case ContainerEvent.ExecStarted _ ->
                byUser(actor) ? who + " started that command inside " + it : "that command was started inside " + it;
            case ContainerEvent.ExecEnded ended ->
                "a command inside " + it + " ended " + ExitWords.of(ended.exitCode(), false);
            case ContainerEvent.ContainerRemoveRequested _ -> who + " asked to kill and remove " + it;
            case ContainerEvent.ContainerRemoved _ -> byUser(actor) ? who + " removed " + it : it + " was removed";
            case ContainerEvent.TaskPending pending -> pending(pending);
            case ContainerEvent.TaskPlaced placed -> placed(placed, who, name);
            case ContainerEvent.TaskRejected rejected -> rejected(rejected);
            case ContainerEvent.TaskShutDown down -> who + " shut down task " + name + ": " + down.reason();
        };
    }

    private static String renamed(ContainerEvent.ContainerRenamed renamed, String who) {
        return who + " renamed container " + renamed.oldName() + " to " + renamed.name();
    }

    private static String execCreated(ContainerEvent.ExecCreated created, String who, String it) {
        return who + " asked to run " + quoted(created.config().cmd()) + " inside " + it;
    }

    /** What a node tells is told without it: the node only reports what came of somebody's order. */
    private static boolean byUser(Actor actor) {
        return actor.kind() == Actor.Kind.USER;
    }

    private static String declared(ContainerEvent.ContainerDeclared declared, String who) {
        TaskOwner owner = declared.owner();
        String image = " from image " + declared.spec().config().image();
        return owner == null
                ? who + " created container " + declared.name() + image
                : who + " made container " + declared.name() + image + " as task " + owner.slot() + " of service "
                        + owner.serviceName();
    }

    private static String committed(ContainerEvent.ContainerCommitted made, String who, String it) {
        String image = made.reference().isEmpty() ? made.imageId().shortId() : made.reference();
        return who + " made image " + image + " of the files of " + it;
    }

    private static String pending(ContainerEvent.TaskPending pending) {
        return "task " + pending.name() + " waits for a node: " + pending.message() + reasons(pending.reasons());
    }

    private static String placed(ContainerEvent.TaskPlaced placed, String who, String name) {
        return who + " placed task " + name + " on node " + shortened(placed.nodeId());
    }

    private static String rejected(ContainerEvent.TaskRejected rejected) {
        return "task " + rejected.name() + " was rejected by node " + shortened(rejected.nodeId()) + ": "
                + rejected.message();
    }

    private static String reasons(List<String> reasons) {
        return reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
    }

    private static String after(Duration grace) {
        return grace.isNegative() ? "never" : "after " + grace.toSeconds() + " s";
    }

    private static String exited(ContainerEvent.ContainerExited exited, String it) {
        String killed = exited.signalled() == 9 ? ", which the engine sent" : "";
        String again = exited.restarting() ? "; its restart policy starts it again" : "";
        return it + " ended " + ExitWords.of(exited.exitCode(), exited.oomKilled()) + killed + again;
    }

    private static String health(ContainerEvent.ContainerHealthChanged health, String it) {
        String output = health.output().strip();
        return it + " became " + health.status()
                + (health.failingStreak() > 0 ? " after " + health.failingStreak() + " failed checks" : "")
                + (output.isEmpty() ? "" : ": " + output);
    }

    private static String quoted(List<String> cmd) {
        return "`" + String.join(" ", cmd) + "`";
    }
}
