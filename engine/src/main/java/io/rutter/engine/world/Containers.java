package io.rutter.engine.world;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions about containers. */
public record Containers(World world) {
    private static final int FULL_ID = 64;

    /** All living ones, youngest first, as lists show them. */
    public List<LiveContainer> all() {
        var all = new ArrayList<>(world.all(Kind.CONTAINER, LiveContainer.class));
        all.sort(Comparator.comparing(LiveContainer::createdAt).reversed());
        return all;
    }

    /** By full id, name (with or without the leading slash), or unique prefix of the id, in Docker's order. */
    public Found<LiveContainer> find(String reference) {
        if (reference.length() == FULL_ID) {
            Optional<LiveContainer> exact = world.container(reference);
            if (exact.isPresent()) {
                return new Found.One<>(exact.get());
            }
        }
        Optional<LiveContainer> named = byName(reference.startsWith("/") ? reference.substring(1) : reference);
        return named.<Found<LiveContainer>>map(Found.One::new).orElseGet(() -> byPrefix(reference));
    }

    public Optional<LiveContainer> byName(String name) {
        String id = world.index().containerNames().get(name);
        return id == null ? Optional.empty() : world.container(id);
    }

    private Found<LiveContainer> byPrefix(String prefix) {
        List<LiveContainer> matches = prefix.isEmpty()
                ? List.of()
                : world.all(Kind.CONTAINER, LiveContainer.class).stream()
                        .filter(container -> container.id().value().startsWith(prefix))
                        .limit(2)
                        .toList();
        return switch (matches.size()) {
            case 0 -> new Found.None<>(new Problem.NotFound("No such container: " + prefix));
            case 1 -> new Found.One<>(matches.getFirst());
            default -> new Found.None<>(new Problem.Invalid("Multiple IDs found with provided prefix: " + prefix));
        };
    }

    /** The container that a client's exec belongs to. */
    public Optional<LiveContainer> withExec(String execId) {
        return world.all(Kind.CONTAINER, LiveContainer.class).stream()
                .filter(container -> container.exec(execId).isPresent())
                .findFirst();
    }

    /** Those with an endpoint on a network. */
    public List<LiveContainer> on(String networkId) {
        return living(world.index().membersOf(networkId));
    }

    /** The tasks of a service, the removed ones aside. */
    public List<LiveContainer> of(String serviceId) {
        return living(world.index().tasksOf(serviceId));
    }

    private List<LiveContainer> living(List<String> ids) {
        return ids.stream().map(world::container).flatMap(Optional::stream).toList();
    }

    /** What else World knows of it: offsets and incarnation. */
    public Known known(LiveContainer container) {
        return world.known(EntityKey.container(container.id()))
                .orElseThrow(() -> new IllegalStateException(container.id() + " is not of this World"));
    }
}
