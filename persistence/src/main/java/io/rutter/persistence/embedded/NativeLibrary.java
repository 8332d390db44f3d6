package io.rutter.persistence.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library, unpacked once beside the log. RocksDB itself would unpack it into the temporary directory at each
 * start, and leave it there when the engine is killed.
 */
final class NativeLibrary {
    private static final String IN_JAR = "librocksdbjni-linux64.so";

    /** What RocksDB looks for in a directory that it is given: not the name that its jar uses. */
    private static final String ON_DISK = "librocksdbjnijni-linux64.so";

    private static boolean loaded;

    private NativeLibrary() {}

    static synchronized void load(Path directory) throws IOException {
        if (loaded) {
            return;
        }
        URL packed = RocksDB.class.getResource("/" + IN_JAR);
        if (packed == null) {
            throw new IOException("there is no RocksDB for this processor: Rutter runs on x86-64");
        }
        Path home = directory.resolve("native");
        Path library = home.resolve(ON_DISK);
        if (!Files.exists(library)
                || Files.size(library) != packed.openConnection().getContentLengthLong()) {
            unpack(packed, home, library);
        }
        RocksDB.loadLibrary(List.of(home.toString()));
        loaded = true;
    }

    private static void unpack(URL packed, Path home, Path library) throws IOException {
        Files.createDirectories(home);
        Path partial = home.resolve(ON_DISK + ".partial");
        try (InputStream in = packed.openStream()) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
