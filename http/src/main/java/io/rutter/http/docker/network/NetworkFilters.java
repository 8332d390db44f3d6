package io.rutter.http.docker.network;

import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which networks a list shows. */
final class NetworkFilters {
    static final Set<String> ALLOWED = Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

    private final World world;
    private final Filters filters;
    private final Optional<Boolean> dangling;

    NetworkFilters(World world, Filters filters) {
        this.world = world;
        this.filters = filters;
        this.dangling = dangling(filters);
        for (String type : filters.of("type")) {
            if (!type.equals("builtin") && !type.equals("custom")) {
                throw Refused.invalid("invalid filter: 'type'='" + type + "'");
            }
        }
    }

    private static Optional<Boolean> dangling(Filters filters) {
        try {
            return filters.bool("dangling");
        } catch (Refused _) {
            throw Refused.invalid(
                    "invalid value for filter 'dangling', must be \"true\" (or \"1\"), or \"false\" (or \"0\")");
        }
    }

    List<LiveNetwork> select() {
        return world.networks().all().stream()
                .filter(network -> filters.allows("driver", network.spec().driver()))
                .filter(network -> filters.allows("scope", network.spec().scope()))
                .filter(network -> filters.allowsLabels("label", network.spec().labels()))
                .filter(network -> any("name", network.spec().name(), false))
                .filter(network -> any("id", network.id(), true))
                .filter(network -> filters.allows("type", network.predefined() ? "builtin" : "custom"))
                .filter(network ->
                        dangling.map(wanted -> wanted == unused(network)).orElse(true))
                .toList();
    }

    private boolean any(String filter, String text, boolean prefix) {
        return !filters.has(filter)
                || filters.of(filter).stream()
                        .anyMatch(wanted -> prefix ? text.startsWith(wanted) : text.contains(wanted));
    }

    private boolean unused(LiveNetwork network) {
        return !network.predefined() && !used(world, network);
    }

    /** Docker counts who runs on it. */
    static boolean used(World world, LiveNetwork network) {
        return world.containers().on(network.id()).stream().anyMatch(container -> container.isUp());
    }
}
