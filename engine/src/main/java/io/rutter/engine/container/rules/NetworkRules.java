package io.rutter.engine.container.rules;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.need;
import static io.rutter.engine.entity.Decision.refuse;

import io.rutter.engine.claims.Demand.FreeAddress;
import io.rutter.engine.claims.Grant.GrantedAddress;
import io.rutter.engine.container.ContainerCommand.ConnectContainer;
import io.rutter.engine.container.ContainerCommand.DisconnectContainer;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerConnected;
import io.rutter.engine.container.ContainerEvent.ContainerDisconnected;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import java.time.Instant;

/** Joining and leaving networks after the declaration. */
record NetworkRules(LiveContainer container, Instant now) {
    private static final String HOST = "host";
    private static final String HOST_ALONE =
            "container cannot be disconnected from host network or connected to host network";

    Decision<ContainerEvent> connect(ConnectContainer connect) {
        String networkId = connect.plan().networkId();
        String network = connect.plan().networkName();
        if (joined(networkId, network)) {
            return refuse(new Problem.Forbidden(
                    "endpoint with name " + container.name() + " already exists in network " + network));
        }
        if (HOST.equals(network)) {
            return refuse(new Problem.Forbidden(HOST_ALONE));
        }
        if (sharesNetwork()) {
            return refuse(
                    new Problem.Invalid("container sharing network namespace with another container or host cannot"
                            + " be connected to any other network"));
        }
        if (!container.isUp()) {
            return accept(new ContainerConnected(container.generation() + 1, connect.config(), null, networkId, now));
        }
        return need(
                new FreeAddress(
                        networkId, connect.plan().pools(), connect.plan().wantedIpv4()),
                grant -> {
                    var address = (GrantedAddress) grant;
                    return accept(new ContainerConnected(
                            container.generation() + 1,
                            connect.config(),
                            StartRules.endpoint(connect.plan(), address.address(), address.prefixLength()),
                            networkId,
                            now));
                });
    }

    private boolean joined(String networkId, String network) {
        return container.spec().endpoints().stream()
                .anyMatch(endpoint -> endpoint.network().equals(networkId)
                        || endpoint.network().equals(network));
    }

    private boolean sharesNetwork() {
        String mode = container.spec().hostConfig().network().mode();
        return mode.equals("host") || mode.startsWith("container:");
    }

    Decision<ContainerEvent> disconnect(DisconnectContainer leave) {
        if (!joined(leave.networkId(), leave.networkName())) {
            return refuse(new Problem.Forbidden(
                    "container " + container.id() + " is not connected to network " + leave.networkName()));
        }
        if (HOST.equals(leave.networkName())) {
            return refuse(new Problem.Forbidden(HOST_ALONE));
        }
        return accept(
                new ContainerDisconnected(container.generation() + 1, leave.networkId(), leave.networkName(), now));
    }
}
