package io.rutter.engine.assignment;

/** What streams and is no desired state: served by the local agent, or by a proxy to a remote one. */
public interface NodeOperations {
    ContainerOperations containers();

    ImageOperations images();

    /** Facts about the host. */
    HostFacts host();
}
