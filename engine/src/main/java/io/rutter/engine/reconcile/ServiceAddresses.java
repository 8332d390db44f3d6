package io.rutter.engine.reconcile;

import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.service.ServiceCommand.AddressPlan;
import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServicePort.PublishMode;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskTemplate.NetworkAttachment;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.List;

/** Where a service needs virtual addresses: on its networks, and on the ingress network when a port is published there. */
public final class ServiceAddresses {
    private ServiceAddresses() {}

    public static List<AddressPlan> of(World world, ServiceSpec spec) {
        var plans = new ArrayList<AddressPlan>();
        if (spec.endpointOrDefault().resolution() == EndpointSpec.Resolution.DNSRR) {
            return plans;
        }
        boolean published =
                spec.endpointOrDefault().ports().stream().anyMatch(port -> port.mode() == PublishMode.INGRESS);
        if (published) {
            world.networks().all().stream()
                    .filter(network -> network.spec().ingress())
                    .findFirst()
                    .ifPresent(ingress -> plans.add(plan(ingress)));
        }
        for (NetworkAttachment attached : spec.task().networks()) {
            world.network(attached.target())
                    .filter(network -> !network.predefined())
                    .ifPresent(network -> plans.add(plan(network)));
        }
        return plans;
    }

    private static AddressPlan plan(LiveNetwork network) {
        return new AddressPlan(network.id(), network.addressPools());
    }
}
