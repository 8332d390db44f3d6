package io.rutter.engine.cluster.orders;

import io.rutter.engine.assignment.ImageOperations.StoredImage;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.image.ImageCommand.RecordImage;
import io.rutter.engine.image.ImageCommand.RemoveImage;
import io.rutter.engine.reference.FamiliarName;
import io.rutter.engine.reference.ReferenceCommand.DropReference;
import io.rutter.engine.reference.ReferenceCommand.PointReference;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What users ask of images and their names. */
public final class ImageOrders {
    private final Orders orders;

    public ImageOrders(Orders orders) {
        this.orders = orders;
    }

    /**
     * Journals an image that the node has on disk, and the names that shall point to it.
     *
     * @param how build, load, import, pull or commit
     * @param names familiar form; may be empty
     */
    public CompletionStage<Outcome<LiveImage>> record(
            StoredImage image, String how, List<String> names, Origin origin) {
        var found = new RecordImage(orders.nodeId(), image.config(), image.sizeBytes(), how, image.parent());
        CompletionStage<Outcome<LiveImage>> recorded =
                orders.send(EntityKey.image(image.id()), found, origin, LiveImage.class);
        for (String name : names) {
            recorded = recorded.thenCompose(before ->
                    before.then(live -> point(name, image.id(), origin).thenApply(pointed -> switch (pointed) {
                        case Outcome.Ok<Boolean> _ -> Outcome.ok(live);
                        case Outcome.Refused<Boolean> refused -> Outcome.<LiveImage>refused(refused.problem());
                    })));
        }
        return recorded;
    }

    /** Makes a name point to an image. Refuses: Invalid for a bad name. */
    public CompletionStage<Outcome<Boolean>> tag(LiveImage image, String name, Origin origin) {
        return FamiliarName.parse(name)
                .map(familiar -> point(familiar, new ImageId(image.id()), origin))
                .orElseGet(() -> Outcome.done(Outcome.refused(new Problem.Invalid("invalid reference format"))));
    }

    private CompletionStage<Outcome<Boolean>> point(String familiar, ImageId image, Origin origin) {
        return orders.order(new EntityKey(Kind.REFERENCE, familiar), new PointReference(image), origin);
    }

    /** One line of what a removal did. */
    public sealed interface Removal {
        record Untagged(String name) implements Removal {}

        record Deleted(String id) implements Removal {}
    }

    /**
     * Removes a name, and the image with its last name; by id, all of its names. Refuses: NotFound, and Conflict in Docker's words.
     */
    public CompletionStage<Outcome<List<Removal>>> remove(String text, boolean force, Origin origin) {
        World world = orders.world(origin);
        return switch (world.images().find(text)) {
            case Found.None<LiveImage> none -> Outcome.done(Outcome.refused(none.problem()));
            case Found.One<LiveImage> one -> removal(world, text, one.thing(), force, origin);
        };
    }

    private CompletionStage<Outcome<List<Removal>>> removal(
            World world, String text, LiveImage image, boolean force, Origin origin) {
        ImageId id = new ImageId(image.id());
        List<String> names = world.images().names(id);
        Optional<String> byName = FamiliarName.parse(text).filter(names::contains);
        if (byName.isPresent() && names.size() > 1) {
            return untag(byName.get(), origin).thenApply(ImageOrders::one);
        }
        Optional<Problem> problem = ImageRemoval.problem(world, image, names, byName, force);
        if (problem.isPresent()) {
            return Outcome.done(Outcome.refused(problem.get()));
        }
        boolean used = world.containers().all().stream().anyMatch(container -> uses(container, id));
        List<String> own =
                names.stream().filter(name -> isStill(name, id, origin)).toList();
        return all(own, origin)
                .thenCompose(untagged ->
                        untagged.then(done -> used ? Outcome.done(Outcome.ok(done)) : delete(id, done, origin)));
    }

    /** Whether a name that pointed to an image when the request came first does so now, or was taken from it by the request. */
    private boolean isStill(String name, ImageId id, Origin origin) {
        return orders.world().images().names(id).contains(name)
                || orders.named()
                        .done(new EntityKey(Kind.REFERENCE, name), origin)
                        .isPresent();
    }

    private static boolean uses(LiveContainer container, ImageId id) {
        return container.imageId().equals(id);
    }

    private static Outcome<List<Removal>> one(Outcome<Removal> outcome) {
        return switch (outcome) {
            case Outcome.Ok<Removal> ok -> Outcome.ok(List.of(ok.value()));
            case Outcome.Refused<Removal> refused -> Outcome.refused(refused.problem());
        };
    }

    private CompletionStage<Outcome<List<Removal>>> all(List<String> names, Origin origin) {
        CompletionStage<Outcome<List<Removal>>> done = Outcome.done(Outcome.ok(List.of()));
        for (String name : names) {
            done = done.thenCompose(before -> before.then(list -> untag(name, origin)
                    .thenCompose(outcome -> outcome.then(removal -> Outcome.done(Outcome.ok(with(list, removal)))))));
        }
        return done;
    }

    private static List<Removal> with(List<Removal> list, Removal next) {
        var longer = new ArrayList<>(list);
        longer.add(next);
        return longer;
    }

    private CompletionStage<Outcome<Removal>> untag(String name, Origin origin) {
        return orders.order(new EntityKey(Kind.REFERENCE, name), new DropReference(), origin)
                .thenCompose(sent -> sent.then(_ -> Outcome.done(Outcome.ok(new Removal.Untagged(name)))));
    }

    private CompletionStage<Outcome<List<Removal>>> delete(ImageId id, List<Removal> done, Origin origin) {
        return orders.order(EntityKey.image(id), new RemoveImage(false), origin)
                .thenCompose(sent ->
                        sent.then(_ -> Outcome.done(Outcome.ok(with(done, new Removal.Deleted(id.value()))))));
    }
}
