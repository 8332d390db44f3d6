package io.rutter.engine.container.rules;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;

import io.rutter.engine.container.ContainerCommand;
import io.rutter.engine.container.ContainerCommand.AwaitPlacement;
import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.ContainerCommand.LiveCommand;
import io.rutter.engine.container.ContainerCommand.RejectTask;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerCommand.ShutDownTask;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.TaskPending;
import io.rutter.engine.container.ContainerEvent.TaskPlaced;
import io.rutter.engine.container.ContainerEvent.TaskRejected;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import java.time.Instant;
import java.util.List;

/** What may become of a task that has no container yet. */
record WaitingRules(WaitingTask task, Instant now) {
    Decision<ContainerEvent> decide(ContainerCommand command) {
        return switch (command) {
            case AwaitPlacement wait ->
                task.rejected() || wait.reasons().equals(task.reasons())
                        ? accept()
                        : accept(new TaskPending(
                                task.id(),
                                task.name(),
                                task.image(),
                                task.owner(),
                                wait.message(),
                                wait.reasons(),
                                now));
            case DeclareContainer declare ->
                task.rejected()
                        ? gone()
                        : accept(new TaskPlaced(
                                declare.nodeId(), declare.spec(), declare.imageId(), declare.mounts(), now));
            case RejectTask reject ->
                task.rejected()
                        ? accept()
                        : accept(new TaskRejected(
                                task.id(),
                                task.name(),
                                task.image(),
                                task.owner(),
                                reject.nodeId(),
                                reject.message(),
                                now));
            case ShutDownTask _ -> task.rejected() ? accept() : accept(new ContainerRemoved(List.of(), now));
            case RemoveContainer _ -> accept(new ContainerRemoved(List.of(), now));
            case Report _ -> accept();
            case LiveCommand _ -> gone();
        };
    }

    /** For Docker's clients there is no container before a node has one. */
    private Decision<ContainerEvent> gone() {
        return refuse(new Problem.NotFound("No such container: " + task.id()));
    }
}
