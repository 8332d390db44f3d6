package io.rutter.deploy;

import io.rutter.engine.cluster.orders.FreshIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/** The node's id, chosen once for a data root. */
final class NodeIdFile {
    private NodeIdFile() {}

    static String read(Path dataRoot) throws IOException {
        Path file = dataRoot.resolve("node-id");
        if (!Files.exists(file)) {
            Path fresh = dataRoot.resolve("node-id.new");
            Files.writeString(fresh, new FreshIds(new SecureRandom()).base36() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }
}
