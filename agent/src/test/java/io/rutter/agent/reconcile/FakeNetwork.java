package io.rutter.agent.reconcile;

import io.rutter.agent.network.EtcTexts;
import io.rutter.agent.network.NetworkNamespace;
import io.rutter.agent.network.Placement;
import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The networks of a {@link FakeNode}. */
final class FakeNetwork {
    private final FakeNode node;

    FakeNetwork(FakeNode node) {
        this.node = node;
    }

    void apply(NetworkAssignment network) throws IOException {
        node.does("apply network " + network.id());
    }

    void forget(String networkId) throws IOException {
        node.does("forget network " + networkId);
    }

    List<String> applyIngress(Collection<IngressAssignment> services) throws IOException {
        node.does("publish services");
        return List.of();
    }

    Map<String, Problem> adopt(Collection<Placement> living) throws IOException {
        node.does("adopt networks of "
                + living.stream().map(Placement::name).sorted().collect(Collectors.joining(" ")));
        return Map.of();
    }

    void lookAgain() throws IOException {
        node.does("write firewall");
    }

    NetworkNamespace prepare(Placement placement) throws IOException {
        node.does("make network of " + placement.name());
        return new NetworkNamespace.OwnNamespace(Path.of("/netns", placement.name()));
    }

    Optional<Path> namespace(String containerId) {
        return Optional.of(Path.of("/netns", "kept"));
    }

    Optional<Problem> publish(Placement placement) throws IOException {
        node.does("publish ports of " + placement.name());
        return Optional.ofNullable(node.portsTaken);
    }

    EtcTexts etc(Placement placement, String hostname, String domainname) {
        return new EtcTexts("hosts\n", hostname + "\n", "resolv\n");
    }

    void unpublish(String containerId) {
        node.done.add("withdraw ports of " + FakeNode.name(containerId));
    }

    void join(Placement placement, Endpoint endpoint) throws IOException {
        node.does("join " + placement.name() + " to " + endpoint.networkId());
    }

    void leave(String containerId, Endpoint endpoint) throws IOException {
        node.does("take " + FakeNode.name(containerId) + " off " + endpoint.networkId());
    }

    void release(String containerId) throws IOException {
        node.does("release network of " + FakeNode.name(containerId));
    }
}
