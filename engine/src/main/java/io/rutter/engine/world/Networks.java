package io.rutter.engine.world;

import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.Network.LiveNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions about networks. */
public record Networks(World world) {
    public List<LiveNetwork> all() {
        var all = new ArrayList<>(world.all(Kind.NETWORK, LiveNetwork.class));
        all.sort(Comparator.comparing((LiveNetwork network) -> network.spec().name()));
        return all;
    }

    public Optional<LiveNetwork> byName(String name) {
        String id = world.index().networkNames().get(name);
        return id == null ? Optional.empty() : world.network(id);
    }

    /** By full id, name, or unique prefix of the id. */
    public Found<LiveNetwork> find(String reference) {
        Optional<LiveNetwork> exact = world.network(reference).or(() -> byName(reference));
        if (exact.isPresent()) {
            return new Found.One<>(exact.get());
        }
        List<LiveNetwork> matches = reference.isEmpty()
                ? List.of()
                : all().stream()
                        .filter(network -> network.id().startsWith(reference))
                        .toList();
        return switch (matches.size()) {
            case 0 -> new Found.None<>(new Problem.NotFound("network " + reference + " not found"));
            case 1 -> new Found.One<>(matches.getFirst());
            default ->
                new Found.None<>(new Problem.Invalid("network " + reference + " is ambiguous (" + matches.size()
                        + " matches found based on ID prefix)"));
        };
    }
}
