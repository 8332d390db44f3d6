package io.rutter.engine.assignment;

/** What streams and is no desired state: served by the local agent, or by a proxy to a remote one. */
public interface NodeOperations {
    ContainerOperations containers();

    ImageOperations images();

    /** Whether a path of the host is there, as a bind mount that may not make it asks. */
    boolean pathExists(String path);

    /** Facts about the host. */
    HostFacts host();
}
