package io.rutter.http.docker.container;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.QueryText;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.json.NetworkSettingsJson;
import io.rutter.http.docker.container.json.StatusWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which containers a list shows. */
final class ContainerFilters {
    static final Set<String> ALLOWED = Set.of(
            "ancestor",
            "before",
            "exited",
            "expose",
            "health",
            "id",
            "is-task",
            "isolation",
            "label",
            "name",
            "network",
            "node",
            "publish",
            "since",
            "status",
            "volume");

    private static final Set<String> STATES =
            Set.of("paused", "restarting", "removing", "running", "dead", "created", "exited");
    private static final Set<String> HEALTH = Set.of("starting", "healthy", "unhealthy", "none");

    private final World world;
    private final Filters filters;
    private final List<Predicate<LiveContainer>> tests = new ArrayList<>();

    ContainerFilters(World world, Filters filters) {
        this.world = world;
        this.filters = filters;
        check();
        tests.add(identified());
        tests.add(container -> matches("name", container.name(), "/" + container.name()));
        tests.add(container ->
                filters.allowsLabels("label", container.spec().config().labels()));
        tests.add(container -> filters.allows("status", StatusWords.state(container)));
        tests.add(container -> filters.allows("health", StatusWords.healthStatus(container)));
        tests.add(exited());
        tests.add(container ->
                task().map(wanted -> wanted == (container.owner() != null)).orElse(true));
        tests.add(between());
        tests.add(ancestor());
        tests.add(container ->
                !filters.has("volume") || filters.of("volume").stream().anyMatch(of -> mounts(container, of)));
        tests.add(container ->
                !filters.has("network") || filters.of("network").stream().anyMatch(of -> on(container, of)));
        tests.add(PortFilter.of(filters));
    }

    private void check() {
        filters.of("status").stream().filter(state -> !STATES.contains(state)).forEach(state -> {
            throw Refused.invalid("invalid filter 'status=" + state + "'");
        });
        filters.of("health").stream().filter(state -> !HEALTH.contains(state)).forEach(state -> {
            throw Refused.invalid("unrecognised filter value for health: " + state);
        });
        task();
    }

    private Optional<Boolean> task() {
        return filters.bool("is-task");
    }

    /**
     * Youngest first.
     *
     * @param all those that do not run, too
     * @param limit 0 for no limit; a limit shows those that do not run, too
     */
    List<LiveContainer> select(boolean all, int limit) {
        boolean everything = all || limit > 0 || filters.has("status");
        return world.containers().all().stream()
                .filter(container -> everything || StatusWords.running(container))
                .filter(container -> tests.stream().allMatch(test -> test.test(container)))
                .limit(limit > 0 ? limit : Long.MAX_VALUE)
                .toList();
    }

    /** A beginning of an id that several have in common is none's. */
    private Predicate<LiveContainer> identified() {
        if (!filters.has("id")) {
            return _ -> true;
        }
        var ids = new HashSet<ContainerId>();
        for (String beginning : filters.of("id")) {
            List<ContainerId> found = world.containers().all().stream()
                    .map(LiveContainer::id)
                    .filter(id -> !beginning.isEmpty() && id.value().startsWith(beginning))
                    .limit(2)
                    .toList();
            if (found.size() == 1) {
                ids.addAll(found);
            }
        }
        return container -> ids.contains(container.id());
    }

    private boolean matches(String filter, String... texts) {
        Set<String> patterns = filters.of(filter);
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> {
                    for (String text : texts) {
                        if (text.equals(pattern) || BoundedPattern.finds(pattern, text)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private Predicate<LiveContainer> exited() {
        Set<Integer> codes = new HashSet<>();
        filters.of("exited").forEach(code -> codes.add(QueryText.integer(code)));
        return container -> codes.isEmpty()
                || codes.contains(container.run().exitCode())
                        && !StatusWords.running(container)
                        && container.run().startedAt() != null;
    }

    private Predicate<LiveContainer> between() {
        LiveContainer before = named("before");
        LiveContainer since = named("since");
        return container -> (before == null || container.createdAt().isBefore(before.createdAt()))
                && (since == null || container.createdAt().isAfter(since.createdAt()));
    }

    private @Nullable LiveContainer named(String filter) {
        return filters.of(filter).stream()
                .findFirst()
                .map(name -> world.containers()
                        .find(name)
                        .optional()
                        .orElseThrow(() -> new Refused(new Problem.NotFound("no such container " + name))))
                .orElse(null);
    }

    /** Containers of an image and of what was built on it. */
    private Predicate<LiveContainer> ancestor() {
        if (!filters.has("ancestor")) {
            return _ -> true;
        }
        var images = new HashSet<String>();
        for (String name : filters.of("ancestor")) {
            world.images()
                    .find(name)
                    .optional()
                    .ifPresent(ancestor -> world.all(Kind.IMAGE, LiveImage.class).stream()
                            .filter(image -> image.id().equals(ancestor.id())
                                    || image.config().grewFrom(ancestor.config()))
                            .forEach(image -> images.add(image.id())));
        }
        return container -> images.contains(container.imageId().value());
    }

    private static boolean mounts(LiveContainer container, String volume) {
        return container.mounts().stream()
                .anyMatch(mount -> nameOrSource(mount).equals(volume)
                        || mount.destination().equals(volume));
    }

    private static String nameOrSource(MountPoint mount) {
        return mount.name().isEmpty() ? mount.source() : mount.name();
    }

    private boolean on(LiveContainer container, String network) {
        boolean configured = NetworkSettingsJson.networks(container, world).has(network);
        return configured
                || container.endpoints().stream()
                        .anyMatch(endpoint -> endpoint.networkId().startsWith(network));
    }
}
