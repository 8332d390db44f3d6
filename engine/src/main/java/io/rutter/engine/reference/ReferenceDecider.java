package io.rutter.engine.reference;

import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.reference.Reference.NoReference;
import io.rutter.engine.reference.Reference.PointingReference;
import io.rutter.engine.reference.ReferenceCommand.DropReference;
import io.rutter.engine.reference.ReferenceCommand.PointReference;
import io.rutter.engine.reference.ReferenceEvent.ReferenceDropped;
import io.rutter.engine.reference.ReferenceEvent.ReferenceMoved;
import java.time.Instant;

/**
 * The rules of references.
 *
 * @param name the reference itself, which a birth needs
 */
public record ReferenceDecider(String name) implements Decider<ReferenceCommand, ReferenceEvent, Reference> {
    @Override
    public Reference nothing() {
        return new NoReference();
    }

    @Override
    public Decision<ReferenceEvent> decide(Reference state, ReferenceCommand command, Instant now) {
        return switch (state) {
            case NoReference _ ->
                switch (command) {
                    case PointReference point -> Decision.accept(new ReferenceMoved(name, point.image(), null, now));
                    case DropReference _ -> Decision.refuse(new Problem.NotFound("No such image: " + name));
                };
            case PointingReference pointing ->
                switch (command) {
                    case PointReference point when point.image().equals(pointing.image()) -> Decision.accept();
                    case PointReference point ->
                        Decision.accept(new ReferenceMoved(name, point.image(), pointing.image(), now));
                    case DropReference _ -> Decision.accept(new ReferenceDropped(name, pointing.image(), now));
                };
        };
    }

    @Override
    public Reference evolve(Reference state, ReferenceEvent event) {
        return switch (event) {
            case ReferenceMoved moved -> new PointingReference(moved.reference(), moved.image());
            case ReferenceDropped _ -> new NoReference();
        };
    }
}
