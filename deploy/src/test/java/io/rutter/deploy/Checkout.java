package io.rutter.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the sources, the distribution and the documents lie, wherever the tests are started from. */
public final class Checkout {
    public static final List<String> MODULES = List.of("engine", "persistence", "http", "agent", "deploy");

    private Checkout() {}

    /** The project's top folder: the nearest one upwards that holds `dev`. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("dev"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "not inside a checkout: " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** What `./dev build` leaves: bin/, lib/, conf/. */
    public static Path distribution() {
        return root().resolve("deploy/target/rutter");
    }
}
