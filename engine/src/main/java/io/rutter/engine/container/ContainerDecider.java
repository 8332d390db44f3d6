package io.rutter.engine.container;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.need;
import static io.rutter.engine.entity.Decision.refuse;

import io.rutter.engine.claims.Demand.FreeName;
import io.rutter.engine.claims.Grant.GrantedName;
import io.rutter.engine.container.Container.NoContainer;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerEvent.ContainerDeclared;
import io.rutter.engine.container.ContainerEvent.ContainerReleased;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import java.time.Instant;

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
            case LiveContainer live -> new LiveRules(live, now).decide(command);
            case RemovedContainer removed -> whenRemoved(removed, command);
        };
    }

    private Decision<ContainerEvent> whenNone(ContainerCommand command, Instant now) {
        return switch (command) {
            case DeclareContainer declare ->
                need(
                        new FreeName(
                                Kind.CONTAINER,
                                declare.names(),
                                "Conflict. The container name \"/"
                                        + declare.names().getFirst()
                                        + "\" is already in use by container \"%s\". You have to remove (or rename) that"
                                        + " container to be able to reuse that name."),
                        name -> accept(new ContainerDeclared(
                                declare.id(),
                                ((GrantedName) name).name(),
                                declare.spec(),
                                declare.imageId(),
                                declare.mounts(),
                                declare.nodeId(),
                                declare.owner(),
                                now)));
            case Report _ -> accept();
            default -> gone();
        };
    }

    private Decision<ContainerEvent> whenRemoved(RemovedContainer removed, ContainerCommand command) {
        return switch (command) {
            case Report(ContainerReport.HostReleased released)
            when !removed.endpoints().isEmpty() || removed.held() ->
                accept(new ContainerReleased(released.run(), released.at()));
            case Report _ -> accept();
            default -> gone();
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
