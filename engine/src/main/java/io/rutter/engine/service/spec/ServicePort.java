package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;

/**
 * A port of a service's tasks that is published. Source: Docker Engine API 1.51, EndpointPortConfig.
 *
 * @param protocol tcp, udp or sctp
 * @param publishedPort 0 in a declaration for any free one
 */
public record ServicePort(String name, String protocol, int targetPort, int publishedPort, PublishMode mode)
        implements Wire {
    public ServicePort {
        name = Copy.text(name);
        protocol = protocol == null || protocol.isEmpty() ? "tcp" : protocol;
        mode = mode == null ? PublishMode.INGRESS : mode;
    }

    /** On every node for all tasks together, or on each task's node for itself. */
    public enum PublishMode {
        INGRESS,
        HOST
    }

    public ServicePort withPublishedPort(int port) {
        return new ServicePort(name, protocol, targetPort, port, mode);
    }

    /** Whether both ask for the same, whatever port they got. */
    public boolean asksTheSameAs(ServicePort other) {
        return name.equals(other.name)
                && protocol.equals(other.protocol)
                && targetPort == other.targetPort
                && mode == other.mode;
    }
}
