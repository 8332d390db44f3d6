package io.rutter.engine.assignment;

import java.io.IOException;
import java.util.OptionalLong;

/** What streams and is no desired state: served by the local agent, or by a proxy to a remote one. */
public interface NodeOperations {
    ContainerOperations containers();

    ImageOperations images();

    /** Whether a path of the host is there, as a bind mount that may not make it asks. */
    boolean pathExists(String path);

    /** Bytes of all files of a volume; empty where they are not the node's own, but mounted from elsewhere. */
    OptionalLong volumeSizeBytes(String name) throws IOException;

    /** Facts about the host. */
    HostFacts host();
}
