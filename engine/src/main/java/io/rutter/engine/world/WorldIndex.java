package io.rutter.engine.world;

import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.network.Network.LiveNetwork;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ways into World other than by id.
 *
 * @param containerNames container id by name
 * @param networkNames network id by name
 * @param members set of ids of containers with an endpoint, by network id; one that joins costs the same however many there are
 * @param tasks set of ids of containers and of tasks that wait for a node, by service id
 */
record WorldIndex(
        PersistentMap<String, String> containerNames,
        PersistentMap<String, String> networkNames,
        PersistentMap<String, PersistentMap<String, String>> members,
        PersistentMap<String, PersistentMap<String, String>> tasks) {
    static final WorldIndex EMPTY =
            new WorldIndex(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

    WorldIndex with(EntityKey key, @Nullable State before, State after) {
        WorldIndex without = before == null ? this : without(key, before, after);
        return switch (after) {
            case LiveContainer container -> without.withContainer(container);
            case WaitingTask task ->
                new WorldIndex(
                        without.containerNames,
                        without.networkNames,
                        without.members,
                        add(without.tasks, task.owner().serviceId(), task.id().value()));
            case LiveNetwork network ->
                new WorldIndex(
                        without.containerNames,
                        without.networkNames.with(network.spec().name(), network.id()),
                        without.members,
                        without.tasks);
            default -> without;
        };
    }

    private WorldIndex withContainer(LiveContainer container) {
        String id = container.id().value();
        PersistentMap<String, PersistentMap<String, String>> joined = members;
        for (Endpoint endpoint : container.endpoints()) {
            joined = add(joined, endpoint.networkId(), id);
        }
        return new WorldIndex(
                id.equals(containerNames.get(container.name()))
                        ? containerNames
                        : containerNames.with(container.name(), id),
                networkNames,
                joined,
                container.owner() == null ? tasks : add(tasks, container.owner().serviceId(), id));
    }

    private WorldIndex without(EntityKey key, State before, State after) {
        return switch (before) {
            case LiveContainer container -> withoutContainer(container, after);
            case WaitingTask task
            when !after.alive() ->
                new WorldIndex(
                        containerNames,
                        networkNames,
                        members,
                        remove(tasks, task.owner().serviceId(), task.id().value()));
            case LiveNetwork network
            when !after.alive() ->
                new WorldIndex(
                        containerNames, networkNames.without(network.spec().name()), members, tasks);
            default -> this;
        };
    }

    private WorldIndex withoutContainer(LiveContainer was, State after) {
        String id = was.id().value();
        LiveContainer now = after instanceof LiveContainer live ? live : null;
        PersistentMap<String, String> names =
                now != null && now.name().equals(was.name()) ? containerNames : containerNames.without(was.name());
        Set<String> kept = now == null
                ? Set.of()
                : now.endpoints().stream().map(Endpoint::networkId).collect(Collectors.toSet());
        PersistentMap<String, PersistentMap<String, String>> joined = members;
        for (Endpoint endpoint : was.endpoints()) {
            if (!kept.contains(endpoint.networkId())) {
                joined = remove(joined, endpoint.networkId(), id);
            }
        }
        return new WorldIndex(
                names,
                networkNames,
                joined,
                now == null && was.owner() != null ? remove(tasks, was.owner().serviceId(), id) : tasks);
    }

    private static PersistentMap<String, PersistentMap<String, String>> add(
            PersistentMap<String, PersistentMap<String, String>> map, String key, String value) {
        PersistentMap<String, String> old = map.get(key);
        if (old != null && old.get(value) != null) {
            return map;
        }
        return map.with(key, (old == null ? PersistentMap.<String, String>empty() : old).with(value, value));
    }

    private static PersistentMap<String, PersistentMap<String, String>> remove(
            PersistentMap<String, PersistentMap<String, String>> map, String key, String value) {
        PersistentMap<String, String> old = map.get(key);
        if (old == null || old.get(value) == null) {
            return map;
        }
        PersistentMap<String, String> next = old.without(value);
        return next.size() == 0 ? map.without(key) : map.with(key, next);
    }

    List<String> membersOf(String networkId) {
        return ids(members.get(networkId));
    }

    List<String> tasksOf(String serviceId) {
        return ids(tasks.get(serviceId));
    }

    private static List<String> ids(@Nullable PersistentMap<String, String> set) {
        return set == null ? List.of() : set.values().stream().sorted().toList();
    }
}
