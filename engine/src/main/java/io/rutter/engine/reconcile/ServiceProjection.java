package io.rutter.engine.reconcile;

import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.IngressAssignment.Backend;
import io.rutter.engine.assignment.NetworkAssignment.VirtualAddress;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.TaskPhase;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service.VirtualIp;
import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.TaskTemplate.NetworkAttachment;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What services add to a node's picture: virtual addresses and published ports, balanced over tasks that run and are well. */
final class ServiceProjection {
    private ServiceProjection() {}

    static List<VirtualAddress> virtuals(World world, String networkId) {
        var virtuals = new ArrayList<VirtualAddress>();
        for (LiveService service : world.services().all()) {
            List<String> backends = backends(world, service, networkId);
            boolean turns = service.spec().endpointOrDefault().resolution() == EndpointSpec.Resolution.DNSRR;
            Optional<NetworkAttachment> attachment = attachment(service, networkId);
            String address = service.addresses().stream()
                    .filter(each -> each.networkId().equals(networkId))
                    .map(VirtualIp::address)
                    .findFirst()
                    .orElse("");
            if (address.isEmpty() && (!turns || attachment.isEmpty())) {
                continue;
            }
            virtuals.add(new VirtualAddress(service.id(), address, names(service, attachment), backends));
            if (attachment.isPresent()) {
                virtuals.add(new VirtualAddress(service.id(), "", List.of("tasks." + service.name()), backends));
            }
        }
        return virtuals;
    }

    private static Optional<NetworkAttachment> attachment(LiveService service, String networkId) {
        return service.spec().task().networks().stream()
                .filter(network -> network.target().equals(networkId))
                .findFirst();
    }

    /** On the ingress network, which tasks do not name, nothing resolves. */
    private static List<String> names(LiveService service, Optional<NetworkAttachment> attachment) {
        var names = new LinkedHashSet<String>();
        attachment.ifPresent(joined -> {
            names.add(service.name());
            names.addAll(joined.aliases());
        });
        return List.copyOf(names);
    }

    private static List<String> backends(World world, LiveService service, String networkId) {
        var backends = new ArrayList<String>();
        for (Container container : world.services().tasksOf(service.id())) {
            if (container instanceof LiveContainer live && takesTraffic(world, live)) {
                live.endpoints().stream()
                        .filter(endpoint -> endpoint.networkId().equals(networkId))
                        .map(Endpoint::ipv4)
                        .filter(address -> !address.isEmpty())
                        .forEach(backends::add);
            }
        }
        backends.sort(null);
        return backends;
    }

    private static boolean takesTraffic(World world, LiveContainer container) {
        return Pictures.view(world, container)
                .filter(task -> task.active() && task.phase() == TaskPhase.RUNNING && !task.unhealthy())
                .isPresent();
    }

    static Map<String, IngressAssignment> ingress(World world) {
        var ports = new HashMap<String, IngressAssignment>();
        Optional<LiveNetwork> ingress = world.networks().all().stream()
                .filter(network -> network.spec().ingress())
                .findFirst();
        if (ingress.isEmpty()) {
            return ports;
        }
        for (LiveService service : world.services().all()) {
            List<String> backends = backends(world, service, ingress.get().id());
            for (ServicePort port : service.ports()) {
                if (port.mode() == ServicePort.PublishMode.INGRESS) {
                    ports.put(
                            port.protocol() + "/" + port.publishedPort(),
                            new IngressAssignment(
                                    service.id(),
                                    port.protocol(),
                                    port.publishedPort(),
                                    backends.stream()
                                            .map(address -> new Backend(address, port.targetPort()))
                                            .toList()));
                }
            }
        }
        return ports;
    }
}
