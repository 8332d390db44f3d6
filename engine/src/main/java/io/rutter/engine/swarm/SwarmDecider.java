package io.rutter.engine.swarm;

import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import io.rutter.engine.swarm.Swarm.NoSwarm;
import io.rutter.engine.swarm.SwarmCommand.InitSwarm;
import io.rutter.engine.swarm.SwarmCommand.LeaveSwarm;
import io.rutter.engine.swarm.SwarmCommand.UpdateSwarm;
import io.rutter.engine.swarm.SwarmEvent.SwarmInitialised;
import io.rutter.engine.swarm.SwarmEvent.SwarmLeft;
import io.rutter.engine.swarm.SwarmEvent.SwarmTokensRotated;
import io.rutter.engine.swarm.SwarmEvent.SwarmUpdated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules of the cluster. */
public record SwarmDecider() implements Decider<SwarmCommand, SwarmEvent, Swarm> {
    private static final String ALREADY = "This node is already part of a swarm. Use \"docker swarm leave\" to leave"
            + " this swarm and join another one.";
    private static final String NONE = "This node is not part of a swarm";
    private static final String LAST_MANAGER =
            "You are attempting to leave the swarm on a node that is participating as a manager. Removing the last"
                    + " manager erases all current state of the swarm. Use `--force` to ignore this message. ";

    @Override
    public Swarm nothing() {
        return new NoSwarm();
    }

    @Override
    public Decision<SwarmEvent> decide(Swarm state, SwarmCommand command, Instant now) {
        return switch (state) {
            case NoSwarm _ ->
                switch (command) {
                    case InitSwarm init -> Decision.accept(initialised(init, now));
                    case UpdateSwarm _ -> Decision.refuse(new Problem.Unavailable(NONE));
                    case LeaveSwarm _ -> Decision.refuse(new Problem.Unavailable(NONE));
                };
            case LiveSwarm swarm ->
                switch (command) {
                    case InitSwarm _ -> Decision.refuse(new Problem.Unavailable(ALREADY));
                    case UpdateSwarm update -> update(swarm, update, now);
                    case LeaveSwarm leave ->
                        leave.force()
                                ? Decision.accept(new SwarmLeft(swarm.clusterId(), now))
                                : Decision.refuse(new Problem.Unavailable(LAST_MANAGER));
                };
        };
    }

    private static SwarmInitialised initialised(InitSwarm init, Instant now) {
        return new SwarmInitialised(
                init.clusterId(),
                init.spec(),
                init.workerToken(),
                init.managerToken(),
                init.addressPools(),
                init.subnetPrefixLength(),
                init.dataPathPort(),
                now);
    }

    private static Decision<SwarmEvent> update(LiveSwarm swarm, UpdateSwarm update, Instant now) {
        if (update.version() != swarm.version()) {
            return Decision.refuse(SwarmRefusal.outOfSequence());
        }
        List<SwarmEvent> events = new ArrayList<>();
        events.add(new SwarmUpdated(swarm.version() + 1, update.spec(), now));
        String worker = update.workerToken();
        String manager = update.managerToken();
        if (worker != null || manager != null) {
            events.add(new SwarmTokensRotated(
                    worker == null ? swarm.workerToken() : worker,
                    manager == null ? swarm.managerToken() : manager,
                    now));
        }
        return new Decision.Accept<>(events);
    }

    @Override
    public Swarm evolve(Swarm state, SwarmEvent event) {
        return switch (event) {
            case SwarmInitialised made ->
                new LiveSwarm(
                        made.clusterId(),
                        made.spec(),
                        made.workerToken(),
                        made.managerToken(),
                        made.addressPools(),
                        made.subnetPrefixLength(),
                        made.dataPathPort(),
                        1,
                        made.at(),
                        made.at());
            case SwarmUpdated updated -> {
                LiveSwarm old = live(state);
                yield old.with(updated.version(), updated.spec(), old.workerToken(), old.managerToken(), updated.at());
            }
            case SwarmTokensRotated rotated -> {
                LiveSwarm old = live(state);
                yield old.with(old.version(), old.spec(), rotated.workerToken(), rotated.managerToken(), rotated.at());
            }
            case SwarmLeft _ -> new NoSwarm();
        };
    }

    private static LiveSwarm live(Swarm state) {
        if (state instanceof LiveSwarm swarm) {
            return swarm;
        }
        throw new IllegalStateException("an event of a cluster that is not there");
    }
}
