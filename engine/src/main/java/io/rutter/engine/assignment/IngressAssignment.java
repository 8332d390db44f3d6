package io.rutter.engine.assignment;

import java.util.List;

/**
 * A port published by a service on every node, and where its traffic goes.
 *
 * @param backends {@code address:port} of running tasks that this node can reach
 */
public record IngressAssignment(String serviceId, String protocol, int publishedPort, List<Backend> backends) {
    public IngressAssignment {
        backends = List.copyOf(backends);
    }

    /** Where a connection may go. */
    public record Backend(String address, int port) {}
}
