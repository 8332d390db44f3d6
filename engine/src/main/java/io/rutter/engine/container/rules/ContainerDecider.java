package io.rutter.engine.container.rules;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.need;
import static io.rutter.engine.entity.Decision.refuse;

import io.rutter.engine.claims.Demand.FreeName;
import io.rutter.engine.claims.Grant.GrantedName;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.Container.NoContainer;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerCommand;
import io.rutter.engine.container.ContainerCommand.AwaitPlacement;
import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.ContainerCommand.LiveCommand;
import io.rutter.engine.container.ContainerCommand.RejectTask;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerCommand.ShutDownTask;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerDeclared;
import io.rutter.engine.container.ContainerEvent.ContainerReleased;
import io.rutter.engine.container.ContainerEvent.TaskPending;
import io.rutter.engine.container.ContainerEvent.TaskRejected;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import java.time.Instant;
import java.util.List;

/**
 * The rules of containers.
 *
 * @param id full id, which refusals name
 */
public record ContainerDecider(String id) implements Decider<ContainerCommand, ContainerEvent, Container> {
    @Override
    public Container nothing() {
        return new NoContainer();
    }

    @Override
    public Decision<ContainerEvent> decide(Container state, ContainerCommand command, Instant now) {
        return switch (state) {
            case NoContainer _ -> whenNone(command, now);
            case WaitingTask waiting -> new WaitingRules(waiting, now).decide(command);
            case LiveContainer live -> new LiveRules(live, now).decide(command);
            case RemovedContainer removed -> whenRemoved(removed, command);
        };
    }

    private Decision<ContainerEvent> whenNone(ContainerCommand command, Instant now) {
        return switch (command) {
            case DeclareContainer declare ->
                need(
                        freeName(declare.names()),
                        name -> accept(new ContainerDeclared(
                                declare.id(),
                                ((GrantedName) name).name(),
                                declare.spec(),
                                declare.imageId(),
                                declare.mounts(),
                                declare.nodeId(),
                                declare.owner(),
                                now)));
            case AwaitPlacement wait ->
                need(
                        freeName(List.of(wait.name())),
                        _ -> accept(new TaskPending(
                                wait.id(),
                                wait.name(),
                                wait.image(),
                                wait.owner(),
                                wait.message(),
                                wait.reasons(),
                                now)));
            case RejectTask reject ->
                need(
                        freeName(List.of(reject.name())),
                        _ -> accept(new TaskRejected(
                                reject.id(),
                                reject.name(),
                                reject.image(),
                                reject.owner(),
                                reject.nodeId(),
                                reject.message(),
                                now)));
            case Report _ -> accept();
            case LiveCommand _, RemoveContainer _, ShutDownTask _ -> gone();
        };
    }

    private static FreeName freeName(List<String> names) {
        return new FreeName(
                Kind.CONTAINER,
                names,
                "Conflict. The container name \"/" + names.getFirst()
                        + "\" is already in use by container \"%s\". You have to remove (or rename) that"
                        + " container to be able to reuse that name.");
    }

    private Decision<ContainerEvent> whenRemoved(RemovedContainer removed, ContainerCommand command) {
        return switch (command) {
            case Report(ContainerReport.HostReleased released) ->
                accept(new ContainerReleased(released.run(), released.at()));
            case Report _ -> accept();
            case LiveCommand _, RemoveContainer _, ShutDownTask _, DeclareContainer _, AwaitPlacement _, RejectTask _ ->
                gone();
        };
    }

    private Decision<ContainerEvent> gone() {
        return refuse(new Problem.NotFound("No such container: " + id));
    }

    @Override
    public Container evolve(Container state, ContainerEvent event) {
        return ContainerFold.evolve(state, event);
    }
}
