package io.rutter.agent.reconcile;

import io.rutter.agent.runtime.ResolvedMount;
import io.rutter.engine.assignment.ContainerAssignment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who needs a container's files mounted: its run, and whoever reads or writes them meanwhile. The last one takes the mounts away.
 * One at a time mounts or unmounts for a container, so a start and a transfer never get in each other's way.
 */
final class MountHolds {
    private final NodeParts parts;
    private final MountResolver mounts;
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();

    MountHolds(NodeParts parts, MountResolver mounts) {
        this.parts = parts;
        this.mounts = mounts;
    }

    /** Transfers under way, and whether nobody but them needs the mounts. */
    private static final class Hold {
        private int transfers;
        private boolean transfersOnly;
    }

    /** Mounts for a run. */
    MountedFiles forRun(ContainerAssignment assigned) throws IOException {
        Hold hold = hold(assigned.id().value());
        synchronized (hold) {
            Path rootfs = parts.images().rootfs().mount(assigned.id().value(), assigned.imageId());
            hold.transfersOnly = false;
            return new MountedFiles(rootfs, mounts.resolve(assigned, rootfs), () -> {});
        }
    }

    /** The run needs them no more. */
    void runOver(String id) throws IOException {
        Hold hold = hold(id);
        synchronized (hold) {
            if (hold.transfers > 0) {
                hold.transfersOnly = true;
            } else {
                unmount(id);
            }
        }
    }

    /** Mounts for a transfer, unless a run has done it, whose volumes are then left as they are. */
    MountedFiles forTransfer(ContainerAssignment assigned, boolean withMounts) throws IOException {
        String id = assigned.id().value();
        Hold hold = hold(id);
        synchronized (hold) {
            boolean up = parts.images().rootfs().mounted(id) && !hold.transfersOnly;
            hold.transfersOnly = !up;
            hold.transfers++;
            try {
                Path rootfs = parts.images().rootfs().mount(id, assigned.imageId());
                List<ResolvedMount> found = withMounts ? mounts(assigned, rootfs, up) : List.of();
                return new MountedFiles(rootfs, found, () -> transferOver(id, hold));
            } catch (IOException | RuntimeException e) {
                transferOver(id, hold);
                throw e;
            }
        }
    }

    private List<ResolvedMount> mounts(ContainerAssignment assigned, Path rootfs, boolean up) throws IOException {
        return up ? mounts.locate(assigned) : mounts.resolve(assigned, rootfs);
    }

    private void transferOver(String id, Hold hold) throws IOException {
        synchronized (hold) {
            hold.transfers--;
            if (hold.transfers == 0 && hold.transfersOnly) {
                hold.transfersOnly = false;
                unmount(id);
            }
        }
    }

    private void unmount(String id) throws IOException {
        parts.images().rootfs().unmount(id);
        mounts.release(id);
    }

    /** The container is gone for good. */
    void forget(String id) {
        holds.remove(id);
    }

    private Hold hold(String id) {
        return holds.computeIfAbsent(id, _ -> new Hold());
    }
}
