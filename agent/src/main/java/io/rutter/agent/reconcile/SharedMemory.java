package io.rutter.agent.reconcile;

import io.rutter.agent.linux.files.Mounts;
import io.rutter.agent.linux.files.Mounts.Flag;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.spec.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Shared memory that more than one container sees: it is mounted on the host, in the folder of the container that lends it, and
 * shown to each of them.
 */
final class SharedMemory {
    private static final String CONTAINER_MODE = "container:";
    private static final Path OF_HOST = Path.of("/dev/shm");
    private static final long DEFAULT_BYTES = 64L * 1024 * 1024;

    private final NodeParts parts;

    SharedMemory(NodeParts parts) {
        this.parts = parts;
    }

    /** The directory to be shown, mounted where it is this container's to lend; empty when it shares with nobody. */
    Optional<Path> of(ContainerAssignment assigned) throws IOException {
        HostConfig host = assigned.spec().hostConfig();
        String mode = host.security().ipcMode();
        return switch (mode) {
            case "host" -> Optional.of(OF_HOST);
            case "shareable" -> Optional.of(lent(assigned.id().value(), host.shmSizeBytes()));
            default ->
                mode.startsWith(CONTAINER_MODE)
                        ? Optional.of(place(mode.substring(CONTAINER_MODE.length())))
                        : Optional.empty();
        };
    }

    private Path lent(String containerId, long sizeBytes) throws IOException {
        Path place = place(containerId);
        Files.createDirectories(place);
        // what an earlier run left in it is not this one's
        Mounts.unmount(place);
        long size = sizeBytes > 0 ? sizeBytes : DEFAULT_BYTES;
        Mounts.mount("shm", place, "tmpfs", Set.of(Flag.NO_SUID, Flag.NO_EXEC, Flag.NO_DEV), "mode=1777,size=" + size);
        return place;
    }

    /** Takes it away; does nothing for a container that lends none. */
    void release(String containerId) throws IOException {
        Path place = place(containerId);
        if (Files.isDirectory(place)) {
            Mounts.unmount(place);
            Files.deleteIfExists(place);
        }
    }

    private Path place(String containerId) {
        return parts.home(containerId).resolve("shm");
    }
}
