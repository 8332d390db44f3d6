package io.rutter.agent.image.build.run;

import io.rutter.agent.network.NetworkHost;
import io.rutter.agent.network.NetworkNamespace;
import io.rutter.agent.network.Placement;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Build steps on this host's networks. */
public final class HostStepNetwork implements StepNetwork {
    private final NetworkHost host;
    private final StepAddresses addresses;

    public HostStepNetwork(NetworkHost host, StepAddresses addresses) {
        this.host = host;
        this.addresses = addresses;
    }

    @Override
    public Place open(String stepId, String mode, List<String> extraHosts) throws IOException {
        List<Endpoint> endpoints = switch (mode) {
            case "none", "host" -> List.of();
            case "default", "bridge" -> addresses.take(stepId);
            default ->
                throw new RefusedException(new Problem.Invalid(
                        "a build runs on the networks default, none and host;" + " " + mode + " is not supported yet"));
        };
        Placement placement = new Placement(stepId, "build", setup(mode, extraHosts), endpoints, List.of(), List.of());
        Optional<Path> namespace = switch (host.prepare(placement)) {
            case NetworkNamespace.OwnNamespace own -> Optional.of(own.file());
            case NetworkNamespace.SharedNamespace shared -> Optional.of(shared.file());
            case NetworkNamespace.HostsNamespace _ -> Optional.empty();
        };
        return new Place(namespace, host.etc(placement, stepId.substring(0, 12), ""));
    }

    @Override
    public void close(String stepId) throws IOException {
        try {
            host.release(stepId);
        } finally {
            addresses.giveBack(stepId);
        }
    }

    private static NetworkSetup setup(String mode, List<String> extraHosts) {
        return new NetworkSetup(mode, Map.of(), false, List.of(), List.of(), List.of(), extraHosts, List.of());
    }
}
