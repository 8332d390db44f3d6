package io.rutter.http.docker.image;

import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.request.PruneFilters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which images a list shows, and by which of their names. */
final class ImageFilters {
    static final Set<String> ALLOWED = Set.of("before", "dangling", "label", "label!", "reference", "since", "until");

    private final World world;
    private final Filters filters;
    private final Optional<Boolean> dangling;
    private final @Nullable Instant before;
    private final @Nullable Instant since;
    private final PruneFilters ages;

    ImageFilters(World world, Filters filters, Instant now) {
        this.world = world;
        this.filters = filters;
        this.dangling = filters.bool("dangling");
        this.before = created("before");
        this.since = created("since");
        this.ages = new PruneFilters(filters, now);
    }

    private @Nullable Instant created(String filter) {
        Optional<String> name = filters.of(filter).stream().findFirst();
        if (name.isEmpty()) {
            return null;
        }
        return switch (world.images().find(name.get())) {
            case Found.One<LiveImage> one -> ImageJson.created(one.thing());
            case Found.None<LiveImage> none -> throw new Refused(none.problem());
        };
    }

    /** An image and the names to show. */
    record Listed(LiveImage image, List<String> names) {}

    /** Youngest first. */
    List<Listed> select() {
        var listed = new ArrayList<Listed>();
        for (LiveImage image : world.images().all()) {
            List<String> names = world.images().names(new ImageId(image.id()));
            List<String> shown = names.stream().filter(this::referenced).toList();
            boolean hidden = shown.isEmpty() && filters.has("reference");
            if (!hidden && fits(image, names)) {
                listed.add(new Listed(image, shown));
            }
        }
        listed.sort(Comparator.comparing((Listed one) -> ImageJson.created(one.image()))
                .reversed());
        return listed;
    }

    private boolean fits(LiveImage image, List<String> names) {
        Instant created = ImageJson.created(image);
        Map<String, String> labels = image.config().labels();
        return dangling.map(wanted -> wanted == names.isEmpty()).orElse(true)
                && (before == null || created.isBefore(before))
                && (since == null || created.isAfter(since))
                && ages.allow(created, labels);
    }

    private boolean referenced(String name) {
        return !filters.has("reference")
                || filters.of("reference").stream()
                        .anyMatch(pattern -> Glob.matches(pattern, name) || Glob.matches(pattern, withoutTag(name)));
    }

    private static String withoutTag(String name) {
        int at = name.indexOf('@');
        int colon = name.lastIndexOf(':');
        return at >= 0 ? name.substring(0, at) : colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
