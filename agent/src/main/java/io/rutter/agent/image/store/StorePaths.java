package io.rutter.agent.image.store;

import io.rutter.agent.image.files.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where things lie under the data root. Only root may look inside: layers hold set-user-id programs.
 *
 * @param dataRoot absolute
 */
public record StorePaths(Path dataRoot) {
    public StorePaths {
        dataRoot = dataRoot.toAbsolutePath().normalize();
    }

    Path image() {
        return dataRoot.resolve("image");
    }

    /** Half made things; emptied at start. */
    public Path temporary() {
        return image().resolve("tmp");
    }

    Path blobs() {
        return image().resolve("blobs/sha256");
    }

    Path layers() {
        return image().resolve("layers");
    }

    Path layer(String diffId) {
        return layers().resolve(Digests.hex(diffId));
    }

    /** Short names of layers, since the options of a mount are limited to a page. */
    Path links() {
        return image().resolve("l");
    }

    /** What a container finds above each image: places to mount on. */
    Path mountPoints() {
        return image().resolve("mountpoints");
    }

    /** Names of images that the log knows or is about to know. */
    Path live() {
        return image().resolve("live");
    }

    /** Results of build steps. */
    public Path cache() {
        return image().resolve("cache");
    }

    Path containers() {
        return dataRoot.resolve("containers");
    }

    Path container(String id) {
        return containers().resolve(id);
    }

    void make() throws IOException {
        Files.createDirectories(dataRoot);
        for (Path directory :
                new Path[] {image(), temporary(), blobs(), layers(), links(), mountPoints(), live(), cache()}) {
            Files.createDirectories(directory);
        }
        Files.setPosixFilePermissions(image(), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(dataRoot.resolve("containers"));
    }
}
