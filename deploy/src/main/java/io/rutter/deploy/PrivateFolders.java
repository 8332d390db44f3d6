package io.rutter.deploy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The engine's folders that no other user of the machine may look into: the log tells secrets and join tokens in clear, and the
 * descriptions of runs their environment. Made before anything is written to them, and closed where an older engine left them open.
 */
final class PrivateFolders {
    private static final String OWNER_ONLY = "rwx------";
    static final String KEPT_LOGS = "kept-logs";

    private static final List<String> OF_DATA = List.of("journal", "containers", "image", KEPT_LOGS);
    private static final List<String> OF_RUNS = List.of("runs", "oci", "build");

    private PrivateFolders() {}

    static void make(EngineOptions options) throws IOException {
        make(options.dataRoot(), OF_DATA);
        make(options.execRoot(), OF_RUNS);
    }

    private static void make(Path root, List<String> names) throws IOException {
        for (String name : names) {
            Path folder = made(root.resolve(name));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }

    private static Path made(Path folder) throws IOException {
        try {
            return Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw new IOException("cannot make the folder " + folder + ": " + reason(e), e);
        }
    }

    private static String reason(FileSystemException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> failure.getFile() + " is not a folder";
            case NoSuchFileException _ -> "no such file or directory";
            default -> failure.getReason() == null ? failure.toString() : failure.getReason();
        };
    }
}
