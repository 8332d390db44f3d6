package io.rutter.engine.volume;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import java.time.Instant;

/**
 * The rules of volumes.
 *
 * @param name the volume's name, which a birth needs
 */
public record VolumeDecider(String name) implements Decider<VolumeCommand, VolumeEvent, Volume> {
    @Override
    public Volume nothing() {
        return new NoVolume();
    }

    @Override
    public Decision<VolumeEvent> decide(Volume state, VolumeCommand command, Instant now) {
        return switch (state) {
            case NoVolume _ -> whenNone(command, now);
            case LiveVolume volume -> whenLive(volume, command, now);
        };
    }

    private Decision<VolumeEvent> whenNone(VolumeCommand command, Instant now) {
        return switch (command) {
            case CreateVolume create
            when !create.driver().equals("local") ->
                Decision.refuse(new Problem.NotFound("create " + name + ": error looking up volume plugin "
                        + create.driver() + ": plugin \"" + create.driver() + "\" not found"));
            case CreateVolume create ->
                Decision.accept(new VolumeCreated(
                        name,
                        create.nodeId(),
                        create.driver(),
                        create.options(),
                        create.labels(),
                        create.anonymous(),
                        now));
            case RemoveVolume _ -> Decision.refuse(new Problem.NotFound("get " + name + ": no such volume"));
        };
    }

    private static Decision<VolumeEvent> whenLive(LiveVolume volume, VolumeCommand command, Instant now) {
        return switch (command) {
            case CreateVolume create
            when !create.driver().equals(volume.driver()) ->
                Decision.refuse(
                        new Problem.Conflict("create " + volume.name() + ": conflict: volume name must be unique"));
            case CreateVolume _ -> Decision.accept();
            case RemoveVolume _ ->
                Decision.need(
                        new Demand.NobodyUses(
                                Kind.VOLUME,
                                volume.name(),
                                users -> new Problem.Conflict(
                                        "remove " + volume.name() + ": volume is in use - [" + users + "]")),
                        _ -> Decision.accept(new VolumeRemoved(volume.name(), volume.driver(), now)));
        };
    }

    @Override
    public Volume evolve(Volume state, VolumeEvent event) {
        return switch (event) {
            case VolumeCreated made ->
                new LiveVolume(
                        made.name(),
                        made.nodeId(),
                        made.driver(),
                        made.options(),
                        made.labels(),
                        made.anonymous(),
                        made.at());
            case VolumeRemoved _ -> new NoVolume();
        };
    }
}
