package io.rutter.engine.cluster.orders;

import io.rutter.engine.cluster.orders.ContainerOrders.Exit;
import io.rutter.engine.cluster.orders.ContainerOrders.ExitCondition;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.entity.State;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The questions that waits for an end ask of a container's states. */
final class ExitWaits {
    private ExitWaits() {}

    static Function<State, Optional<Outcome<Exit>>> question(LiveContainer asked, ExitCondition condition) {
        return state -> switch (state) {
            case RemovedContainer removed -> Optional.of(exit(removed.run()));
            case LiveContainer live when met(asked, live, condition) -> Optional.of(exit(live.run()));
            default -> Optional.empty();
        };
    }

    private static boolean met(LiveContainer asked, LiveContainer now, ExitCondition condition) {
        return switch (condition) {
            case NOT_RUNNING ->
                switch (now.run().phase()) {
                    case CREATED, EXITED -> true;
                    case STARTING, RUNNING, PAUSED, RESTARTING -> false;
                };
            case NEXT_EXIT ->
                !Objects.equals(asked.run().finishedAt(), now.run().finishedAt())
                        || !now.run().error().isEmpty()
                                && now.run().number() > asked.run().number();
            case REMOVED -> false;
        };
    }

    private static Outcome<Exit> exit(Run run) {
        return Outcome.ok(new Exit(run.exitCode(), ""));
    }
}
