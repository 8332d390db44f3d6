package io.rutter.agent.operations;

import io.rutter.agent.reconcile.NodeParts;
import io.rutter.engine.assignment.ContainerOperations.PathStat;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Files into and out of containers, running or not. */
final class FileTransfer {
    private final NodeParts parts;

    FileTransfer(NodeParts parts) {
        this.parts = parts;
    }

    PathStat stat(ContainerId id, String path) throws IOException {
        throw missing("stat");
    }

    InputStream archive(ContainerId id, String path) throws IOException {
        throw missing("archive");
    }

    void extract(ContainerId id, String path, InputStream tar, boolean noOverwriteDirNonDir, boolean copyOwner)
            throws IOException {
        throw missing("extract");
    }

    InputStream export(ContainerId id) throws IOException {
        throw missing("export");
    }

    Map<String, Integer> changes(ContainerId id) throws IOException {
        throw missing("changes");
    }

    long[] sizes(ContainerId id) throws IOException {
        return new long[] {parts.images().rootfs().upperSizeBytes(id.value()), 0};
    }

    private static RefusedException missing(String what) {
        return new RefusedException(new Problem.Missing(what + " is not there yet"));
    }
}
