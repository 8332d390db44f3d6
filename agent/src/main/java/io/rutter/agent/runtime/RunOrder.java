package io.rutter.agent.runtime;

import io.rutter.engine.assignment.ContainerAssignment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run to be made, whole.
 *
 * @param rootfs the mounted root filesystem
 * @param netns file of the network namespace to join; empty to share the host's
 * @param mounts volumes and binds, in the order of the declaration
 * @param etc files to be shown under /etc
 * @param pidNamespaceOf run whose processes it shall see; empty for none
 * @param ipcNamespaceOf run whose shared memory it shall see; empty for none
 * @param sharedMemory directory of the host to be shown as shared memory; empty for one that nobody else sees
 * @param hostname as its processes see it
 */
public record RunOrder(
        RunStamp stamp,
        ContainerAssignment assignment,
        Path rootfs,
        Optional<Path> netns,
        List<ResolvedMount> mounts,
        EtcFiles etc,
        Optional<RunKey> pidNamespaceOf,
        Optional<RunKey> ipcNamespaceOf,
        Optional<Path> sharedMemory,
        String hostname) {
    public RunOrder {
        mounts = List.copyOf(mounts);
    }

    /** Files of the node that a container sees as its own. */
    public record EtcFiles(Optional<Path> hostname, Optional<Path> hosts, Optional<Path> resolvConf) {
        public static final EtcFiles NONE = new EtcFiles(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
