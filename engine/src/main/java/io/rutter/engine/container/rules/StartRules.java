package io.rutter.engine.container.rules;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.need;
import static io.rutter.engine.entity.Decision.refuse;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.claims.Demand.FreeAddress;
import io.rutter.engine.claims.Demand.FreePort;
import io.rutter.engine.claims.Grant;
import io.rutter.engine.claims.Grant.GrantedAddress;
import io.rutter.engine.claims.Grant.GrantedAll;
import io.rutter.engine.claims.Grant.GrantedPort;
import io.rutter.engine.container.ContainerCommand.EndpointPlan;
import io.rutter.engine.container.ContainerCommand.PortPlan;
import io.rutter.engine.container.ContainerCommand.RestartContainer;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerStartFailed;
import io.rutter.engine.container.ContainerEvent.ContainerStartRequested;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a container may start, and what its run gets: addresses and ports. */
record StartRules(LiveContainer container, Instant now) {
    /** What Docker shows for a container that never came to run. */
    private static final int START_REFUSED = 128;

    Decision<ContainerEvent> start(List<EndpointPlan> endpoints, List<PortPlan> ports) {
        if (container.desired().wanted() == Wanted.REMOVED) {
            return LiveRules.conflict("container is marked for removal and cannot be started");
        }
        return switch (container.run().phase()) {
            case RUNNING, STARTING, RESTARTING ->
                refuse(new Problem.NotModified("container " + container.id() + " is already running"));
            case PAUSED -> LiveRules.conflict("cannot start a paused container, try unpause instead");
            case CREATED, EXITED -> request(endpoints, ports, false, null, null);
        };
    }

    /** Only what does not run has failed to start; the same again is told once. */
    Decision<ContainerEvent> refused(String message) {
        Run run = container.run();
        boolean down = run.phase() == Phase.CREATED || run.phase() == Phase.EXITED;
        if (!down
                || container.desired().wanted() == Wanted.REMOVED
                || run.error().equals(message)) {
            return accept();
        }
        int code = run.exitCode() == 0 ? START_REFUSED : run.exitCode();
        return accept(
                new ContainerStartFailed(container.generation(), run.number(), message, code, StartFault.REQUEST, now));
    }

    Decision<ContainerEvent> restart(RestartContainer restart, String signal, Duration grace) {
        if (container.desired().wanted() == Wanted.REMOVED) {
            return LiveRules.conflict("container is marked for removal and cannot be restarted");
        }
        return request(restart.endpoints(), restart.ports(), true, signal, grace);
    }

    private Decision<ContainerEvent> request(
            List<EndpointPlan> endpoints,
            List<PortPlan> ports,
            boolean restart,
            @Nullable String signal,
            @Nullable Duration grace) {
        var demands = new ArrayList<Demand>();
        for (EndpointPlan plan : endpoints) {
            if (kept(plan).isEmpty() && !plan.pools().isEmpty()) {
                demands.add(new FreeAddress(plan.networkId(), plan.pools(), plan.wantedIpv4()));
            }
        }
        for (PortPlan port : ports) {
            demands.add(new FreePort(container.nodeId(), port.protocol(), port.hostIp(), port.low(), port.high()));
        }
        return need(new Demand.All(demands), grant -> {
            var grants = new ArrayList<>(((GrantedAll) grant).grants());
            return accept(new ContainerStartRequested(
                    container.generation() + 1,
                    endpoints(endpoints, grants),
                    ports(ports, grants),
                    restart,
                    signal,
                    grace,
                    now));
        });
    }

    /** A place that the last run had and the host may not have let go of: the next run takes it over. */
    private Optional<Endpoint> kept(EndpointPlan plan) {
        return container.endpoints().stream()
                .filter(old -> old.networkId().equals(plan.networkId()))
                .filter(old -> plan.wantedIpv4() == null || plan.wantedIpv4().equals(old.ipv4()))
                .findFirst();
    }

    private List<Endpoint> endpoints(List<EndpointPlan> plans, List<Grant> grants) {
        var endpoints = new ArrayList<Endpoint>();
        for (EndpointPlan plan : plans) {
            Optional<Endpoint> kept = kept(plan);
            if (kept.isPresent()) {
                endpoints.add(endpoint(plan, kept.get().ipv4(), kept.get().prefixLength()));
            } else if (plan.pools().isEmpty()) {
                endpoints.add(endpoint(plan, "", 0));
            } else {
                var address = (GrantedAddress) grants.removeFirst();
                endpoints.add(endpoint(plan, address.address(), address.prefixLength()));
            }
        }
        return endpoints;
    }

    static Endpoint endpoint(EndpointPlan plan, String ipv4, int prefixLength) {
        String mac = plan.macAddress();
        return new Endpoint(
                plan.networkId(),
                plan.networkName(),
                plan.endpointId(),
                ipv4,
                prefixLength,
                plan.gateway(),
                mac == null || mac.isEmpty() ? MacAddresses.fromIpv4(ipv4) : mac,
                plan.aliases());
    }

    private static List<PublishedPort> ports(List<PortPlan> plans, List<Grant> grants) {
        var ports = new ArrayList<PublishedPort>();
        for (PortPlan plan : plans) {
            var port = (GrantedPort) grants.removeFirst();
            plan.addresses()
                    .forEach(address ->
                            ports.add(new PublishedPort(plan.protocol(), plan.containerPort(), address, port.port())));
        }
        return ports;
    }
}
