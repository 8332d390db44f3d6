package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;

/** How a service is reached. Source: Docker Engine API 1.51, EndpointSpec. */
public record EndpointSpec(Resolution resolution, List<ServicePort> ports) implements Wire {
    public static final EndpointSpec DEFAULT = new EndpointSpec(Resolution.VIP, List.of());

    public EndpointSpec {
        resolution = resolution == null ? Resolution.VIP : resolution;
        ports = Copy.list(ports);
    }

    /** What the service's name resolves to: one virtual address, or the addresses of the tasks in turn. */
    public enum Resolution {
        VIP,
        DNSRR
    }
}
