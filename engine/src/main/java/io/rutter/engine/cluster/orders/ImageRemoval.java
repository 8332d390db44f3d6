package io.rutter.engine.cluster.orders;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.world.World;
import java.util.List;
import java.util.Optional;

/** What stands in the way of removing an image, in Docker's words. */
final class ImageRemoval {
    private ImageRemoval() {}

    static Optional<Problem> problem(
            World world, LiveImage image, List<String> names, Optional<String> byName, boolean force) {
        var id = new ImageId(image.id());
        if (byName.isEmpty() && names.size() > 1 && !force) {
            return conflict("unable to delete " + id.shortId()
                    + " (must be forced) - image is referenced in multiple repositories");
        }
        List<LiveContainer> users = world.containers().all().stream()
                .filter(container -> container.imageId().equals(id))
                .toList();
        Optional<LiveContainer> running =
                users.stream().filter(LiveContainer::isUp).findFirst();
        if (running.isPresent()) {
            String user = running.get().id().shortId();
            return byName.isPresent()
                    ? force ? Optional.empty() : conflictByName(byName.get(), user, id)
                    : conflict("unable to delete " + id.shortId()
                            + " (cannot be forced) - image is being used by running" + " container " + user);
        }
        if (!users.isEmpty() && !force) {
            String user = users.getFirst().id().shortId();
            return byName.isPresent()
                    ? conflictByName(byName.get(), user, id)
                    : conflict("unable to delete " + id.shortId()
                            + " (must be forced) - image is being used by stopped container " + user);
        }
        return Optional.empty();
    }

    private static Optional<Problem> conflictByName(String name, String user, ImageId id) {
        return Optional.of(new Problem.Conflict("conflict: unable to remove repository reference \"" + name
                + "\" (must force) - container " + user + " is using its referenced image " + id.shortId()));
    }

    private static Optional<Problem> conflict(String words) {
        return Optional.of(new Problem.Conflict("conflict: " + words));
    }
}
