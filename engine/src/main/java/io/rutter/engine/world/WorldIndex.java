package io.rutter.engine.world;

import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.network.Network.LiveNetwork;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ways into World other than by id.
 *
 * @param containerNames container id by name
 * @param networkNames network id by name
 * @param members ids of containers with an endpoint, by network id
 * @param tasks ids of containers and of tasks that wait for a node, by service id
 */
record WorldIndex(
        PersistentMap<String, String> containerNames,
        PersistentMap<String, String> networkNames,
        PersistentMap<String, Set<String>> members,
        PersistentMap<String, Set<String>> tasks) {
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
        PersistentMap<String, Set<String>> joined = members;
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
        PersistentMap<String, Set<String>> joined = members;
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

    private static PersistentMap<String, Set<String>> add(
            PersistentMap<String, Set<String>> map, String key, String value) {
        Set<String> old = map.get(key);
        if (old != null && old.contains(value)) {
            return map;
        }
        var next = new TreeSet<>(old == null ? Set.of() : old);
        next.add(value);
        return map.with(key, next);
    }

    private static PersistentMap<String, Set<String>> remove(
            PersistentMap<String, Set<String>> map, String key, String value) {
        Set<String> old = map.get(key);
        if (old == null || !old.contains(value)) {
            return map;
        }
        var next = new TreeSet<>(old);
        next.remove(value);
        return next.isEmpty() ? map.without(key) : map.with(key, next);
    }

    List<String> membersOf(String networkId) {
        Set<String> ids = members.get(networkId);
        return ids == null ? List.of() : List.copyOf(ids);
    }

    List<String> tasksOf(String serviceId) {
        Set<String> ids = tasks.get(serviceId);
        return ids == null ? List.of() : List.copyOf(ids);
    }
}
