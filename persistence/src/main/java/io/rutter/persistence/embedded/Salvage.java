package io.rutter.persistence.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a damaged log behind its last whole write, on an operator's word only: what is cut may have been acknowledged. What is cut
 * is kept in a directory beside the tables.
 */
public final class Salvage {
    private Salvage() {}

    /**
     * Cuts the log in a directory, which no engine may have open.
     *
     * @param now names the directory for what is cut
     * @return what was done, for people, a line each
     */
    public static List<String> cut(Path directory, Instant now) throws IOException {
        try (FolderLock lock = FolderLock.take(directory, "the log in " + directory, now)) {
            var lines = new ArrayList<String>();
            Path aside = directory.resolve("cut-" + now.getEpochSecond());
            boolean cut = false;
            for (Path file : WalTail.files(directory.resolve("tables"))) {
                if (cut) {
                    lines.add(file.getFileName() + ", which came after it, was put aside");
                    Files.move(file, inside(aside, file), StandardCopyOption.ATOMIC_MOVE);
                    continue;
                }
                Optional<WalTail.Torn> torn = WalTail.look(file);
                if (torn.isPresent()) {
                    cut = true;
                    cut(torn.get(), inside(aside, file));
                    lines.add(
                            file.getFileName() + " was cut after " + torn.get().goodBytes() + " bytes; "
                                    + torn.get().tornBytes() + " bytes could not be read");
                }
            }
            lines.add(
                    cut
                            ? "what was cut is kept in " + aside
                            : "the end of the log reads well: if it still cannot be opened, a table is damaged,"
                                    + " and only a backup helps");
            return lines;
        }
    }

    private static Path inside(Path aside, Path file) throws IOException {
        Files.createDirectories(aside);
        return aside.resolve(file.getFileName());
    }

    private static void cut(WalTail.Torn torn, Path copy) throws IOException {
        Files.copy(torn.file(), copy);
        try (FileChannel channel = FileChannel.open(torn.file(), StandardOpenOption.WRITE)) {
            channel.truncate(torn.goodBytes());
            channel.force(true);
        }
    }
}
