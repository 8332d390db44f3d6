package io.rutter.engine.image;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.image.Image.NoImage;
import io.rutter.engine.image.ImageCommand.RecordImage;
import io.rutter.engine.image.ImageCommand.RemoveImage;
import io.rutter.engine.image.ImageEvent.ImageRecorded;
import io.rutter.engine.image.ImageEvent.ImageRemoved;
import java.time.Instant;

/**
 * The rules of images.
 *
 * @param id the image's id, which a birth needs
 */
public record ImageDecider(String id) implements Decider<ImageCommand, ImageEvent, Image> {
    @Override
    public Image nothing() {
        return new NoImage();
    }

    @Override
    public Decision<ImageEvent> decide(Image state, ImageCommand command, Instant now) {
        return switch (state) {
            case NoImage _ -> whenNone(command, now);
            case LiveImage image -> whenLive(image, command, now);
        };
    }

    private Decision<ImageEvent> whenNone(ImageCommand command, Instant now) {
        return switch (command) {
            case RecordImage found ->
                Decision.accept(new ImageRecorded(
                        id, found.nodeId(), found.config(), found.sizeBytes(), found.how(), found.parent(), now));
            case RemoveImage _ -> Decision.refuse(new Problem.NotFound("No such image: " + id));
        };
    }

    private static Decision<ImageEvent> whenLive(LiveImage image, ImageCommand command, Instant now) {
        return switch (command) {
            case RecordImage _ -> Decision.accept();
            case RemoveImage _ ->
                Decision.need(
                        new Demand.NobodyUses(
                                Kind.IMAGE,
                                image.id(),
                                containers -> new Problem.Conflict("conflict: unable to delete "
                                        + image.id().substring(7, 19)
                                        + " (cannot be forced) - image is being used by container " + containers)),
                        _ -> Decision.accept(new ImageRemoved(image.id(), now)));
        };
    }

    @Override
    public Image evolve(Image state, ImageEvent event) {
        return switch (event) {
            case ImageRecorded found ->
                new LiveImage(
                        found.id(),
                        found.nodeId(),
                        found.config(),
                        found.sizeBytes(),
                        found.how(),
                        found.parent(),
                        found.at());
            case ImageRemoved _ -> new NoImage();
        };
    }
}
