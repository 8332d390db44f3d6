package io.rutter.engine.reconcile.service;

import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.service.Service.UpdateState;
import java.util.List;

/** One step of a service's plan. Nothing in it is left to choose. */
public sealed interface TaskStep {
    /** Why, for people. */
    String reason();

    /**
     * A task comes into being on a node.
     *
     * @param start whether it is started at once
     */
    record Declare(ContainerId id, TaskOwner owner, String nodeId, boolean start, String reason) implements TaskStep {}

    /** A task comes into being that no node takes, or is told other reasons. */
    record Await(ContainerId id, TaskOwner owner, String message, List<String> reasons, String reason)
            implements TaskStep {
        public Await {
            reasons = List.copyOf(reasons);
        }
    }

    record Start(TaskView task, String reason) implements TaskStep {}

    record ShutDown(TaskView task, String reason) implements TaskStep {}

    record Remove(TaskView task, String reason) implements TaskStep {}

    /** The service's update has come to something. */
    record Note(UpdateState state, String reason) implements TaskStep {}

    /** The service goes back to its version before. */
    record RollBack(String reason) implements TaskStep {}

    /** As people read it, and as plans are compared in tests. */
    default String text() {
        return switch (this) {
            case Declare declare ->
                "declare " + name(declare.owner()) + " v" + declare.owner().specVersion() + " on " + declare.nodeId()
                        + (declare.start() ? " and start" : "") + ": " + declare.reason();
            case Await await ->
                "await " + name(await.owner()) + " v" + await.owner().specVersion() + " (" + await.message() + "): "
                        + await.reason();
            case Start start -> "start " + name(start.task().owner()) + ": " + start.reason();
            case ShutDown down -> "shut down " + name(down.task().owner()) + ": " + down.reason();
            case Remove remove -> "remove " + name(remove.task().owner()) + ": " + remove.reason();
            case Note note -> "note " + note.state().word() + ": " + note.reason();
            case RollBack back -> "roll back: " + back.reason();
        };
    }

    private static String name(TaskOwner owner) {
        return owner.serviceName() + "." + owner.slot() + "." + owner.taskId();
    }
}
