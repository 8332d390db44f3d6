package io.rutter.agent.image.store;

import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Root filesystems of containers, by the containers' ids. */
public interface ContainerRoots {
    /**
     * Mounts a container's root filesystem; mounted already, nothing changes.
     *
     * @param id the container's
     * @return where it is mounted
     */
    Path mount(String id, ImageId image) throws IOException;

    /** The directory where a container's root filesystem is or will be mounted. */
    Path path(String id);

    /** The container's own files, in the overlay's form. */
    Path upper(String id);

    boolean mounted(String id) throws IOException;

    /** Ids of all containers that have files here. */
    Set<String> existing() throws IOException;

    /** Ids of all containers whose root filesystem is mounted. */
    Set<String> mounted() throws IOException;

    /** Takes the mount away; the container's files stay. Not mounted is fine. */
    void unmount(String id) throws IOException;

    /** Unmounts and removes the container's files. Gone already is fine. */
    void remove(String id) throws IOException;

    /** Writes the whole mounted filesystem as a tar; what is mounted further in, a volume or /proc, is not in it. */
    void export(String id, OutputStream tar) throws IOException;

    /** Bytes of the container's own files. */
    long upperSizeBytes(String id) throws IOException;

    /** Paths that differ from the image: 0 changed, 1 added, 2 deleted. In order of the paths. */
    Map<String, Integer> changes(String id, ImageId image) throws IOException;
}
