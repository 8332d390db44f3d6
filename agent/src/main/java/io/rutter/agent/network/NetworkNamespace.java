package io.rutter.agent.network;

import java.nio.file.Path;

/** In which network a container's processes are to run. */
public sealed interface NetworkNamespace {
    /** One of its own, kept by a file until it is released. */
    record OwnNamespace(Path file) implements NetworkNamespace {}

    /** That of another container, which must be running. */
    record SharedNamespace(String containerId, Path file) implements NetworkNamespace {}

    /** The host's. */
    record HostsNamespace() implements NetworkNamespace {}
}
