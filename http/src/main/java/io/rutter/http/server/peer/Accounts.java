package io.rutter.http.server.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/** Names and numbers of users or groups, from a file such as {@code /etc/passwd}; read again when it has changed. */
final class Accounts {
    static final int UNKNOWN = -1;
    private static final int NAME = 0;
    private static final int NUMBER = 2;
    private static final FileTime NEVER = FileTime.fromMillis(-1);

    private final Path file;
    private FileTime readAt = NEVER;
    private Map<Integer, String> names = Map.of();
    private Map<String, Integer> numbers = Map.of();

    Accounts(Path file) {
        this.file = file;
    }

    /** The number as digits where it has no name. */
    synchronized String name(int number) {
        refresh();
        return names.getOrDefault(number, Integer.toString(number));
    }

    /** Takes digits as they are; {@link #UNKNOWN} where the name has no number. */
    synchronized int number(String name) {
        refresh();
        int missing = name.matches("\\d{1,9}") ? Integer.parseInt(name) : UNKNOWN;
        return numbers.getOrDefault(name, missing);
    }

    private void refresh() {
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : NEVER;
            if (!changed.equals(readAt)) {
                read();
                readAt = changed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() throws IOException {
        Map<Integer, String> byNumber = new HashMap<>();
        Map<String, Integer> byName = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > NUMBER && fields[NUMBER].matches("\\d{1,9}")) {
                byNumber.putIfAbsent(Integer.parseInt(fields[NUMBER]), fields[NAME]);
                byName.putIfAbsent(fields[NAME], Integer.parseInt(fields[NUMBER]));
            }
        }
        names = byNumber;
        numbers = byName;
    }
}
