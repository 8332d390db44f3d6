package io.rutter.engine.service;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.claims.Grant;
import io.rutter.engine.claims.Grant.GrantedAddress;
import io.rutter.engine.claims.Grant.GrantedAll;
import io.rutter.engine.claims.Grant.GrantedPort;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.id.Kind;
import io.rutter.engine.service.Service.VirtualIp;
import io.rutter.engine.service.ServiceCommand.AddressPlan;
import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a specification needs of what is unique: its name, an address a network, a port a published port. What the service has
 * already, it keeps.
 */
final class ServiceNeeds {
    private final List<Demand> demands = new ArrayList<>();
    private final List<VirtualIp> addresses = new ArrayList<>();
    private final List<ServicePort> ports = new ArrayList<>();
    /** Which address and which port a demand's grant completes, by the demand's place. */
    private final Map<Integer, String> networkOf = new HashMap<>();

    private final Map<Integer, ServicePort> portOf = new HashMap<>();

    private ServiceNeeds() {}

    /** What was granted beside what was kept. */
    record Got(List<VirtualIp> addresses, List<ServicePort> ports) {}

    static ServiceNeeds atBirth(ServiceSpec spec, List<AddressPlan> networks) {
        var needs = new ServiceNeeds();
        needs.demands.add(new Demand.FreeName(
                Kind.SERVICE, List.of(spec.name()), SwarmRefusal.exists("service " + spec.name() + " already exists")));
        needs.want(spec, networks, List.of(), List.of());
        return needs;
    }

    static ServiceNeeds beyond(LiveService service, ServiceSpec spec, List<AddressPlan> networks) {
        var needs = new ServiceNeeds();
        needs.want(spec, networks, service.addresses(), service.ports());
        return needs;
    }

    private void want(
            ServiceSpec spec, List<AddressPlan> networks, List<VirtualIp> hasAddresses, List<ServicePort> hasPorts) {
        if (spec.endpointOrDefault().resolution() == EndpointSpec.Resolution.VIP) {
            for (AddressPlan network : networks) {
                address(network, hasAddresses);
            }
        }
        var free = new ArrayList<>(hasPorts);
        for (ServicePort port : spec.endpointOrDefault().ports()) {
            port(port, free);
        }
    }

    private void address(AddressPlan network, List<VirtualIp> has) {
        for (VirtualIp kept : has) {
            if (kept.networkId().equals(network.networkId())) {
                addresses.add(kept);
                return;
            }
        }
        networkOf.put(demands.size(), network.networkId());
        demands.add(new Demand.FreeAddress(network.networkId(), network.pools(), null));
    }

    private void port(ServicePort port, List<ServicePort> has) {
        if (port.mode() == ServicePort.PublishMode.HOST) {
            ports.add(port);
            return;
        }
        for (ServicePort kept : has) {
            if (kept.asksTheSameAs(port)
                    && (port.publishedPort() == 0 || port.publishedPort() == kept.publishedPort())) {
                ports.add(kept);
                has.remove(kept);
                return;
            }
        }
        portOf.put(demands.size(), port);
        demands.add(new Demand.FreeIngressPort(port.protocol(), port.publishedPort()));
    }

    Demand demand() {
        return new Demand.All(demands);
    }

    Got granted(Grant grant) {
        List<Grant> grants = ((GrantedAll) grant).grants();
        for (int place = 0; place < grants.size(); place++) {
            String network = networkOf.get(place);
            ServicePort port = portOf.get(place);
            if (network != null && grants.get(place) instanceof GrantedAddress got) {
                addresses.add(new VirtualIp(network, got.address(), got.prefixLength()));
            } else if (port != null && grants.get(place) instanceof GrantedPort got) {
                ports.add(port.withPublishedPort(got.port()));
            }
        }
        return new Got(addresses, ports);
    }
}
