package io.rutter.agent.reconcile;

import io.rutter.agent.runtime.ResolvedMount;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A container's files, mounted until it is closed.
 *
 * @param rootfs the root filesystem, without what a container sees mounted further in
 * @param mounts those, with the places on this host they come from
 * @param end lets go; called once
 */
public record MountedFiles(Path rootfs, List<ResolvedMount> mounts, Ending end) implements Closeable {
    public MountedFiles {
        mounts = List.copyOf(mounts);
    }

    /** What is to be done when nobody needs them. */
    public interface Ending {
        void done() throws IOException;
    }

    @Override
    public void close() throws IOException {
        end.done();
    }
}
