package io.rutter.agent.linux.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A line of the kernel's mount table.
 *
 * @param root which part of the filesystem is mounted
 * @param options of the mount itself, such as {@code ro}
 * @param type of the filesystem
 * @param superOptions of the filesystem
 * @param propagation such as {@code shared:1}; empty when private
 */
public record MountEntry(
        int id,
        int parent,
        String root,
        Path target,
        List<String> options,
        String propagation,
        String type,
        String source,
        List<String> superOptions) {
    private static final int FIXED_FIELDS = 6;

    static List<MountEntry> readAll(Path table) throws IOException {
        return Files.readAllLines(table).stream().map(MountEntry::parse).toList();
    }

    /** Reads a line of /proc/PID/mountinfo. */
    static MountEntry parse(String line) {
        String[] fields = line.split(" ");
        int dash = FIXED_FIELDS;
        while (!fields[dash].equals("-")) {
            dash++;
        }
        return new MountEntry(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                unescaped(fields[3]),
                Path.of(unescaped(fields[4])),
                List.of(fields[5].split(",")),
                String.join(" ", List.of(fields).subList(FIXED_FIELDS, dash)),
                fields[dash + 1],
                unescaped(fields[dash + 2]),
                dash + 3 < fields.length ? List.of(fields[dash + 3].split(",")) : List.of());
    }

    /** The kernel writes space, tab, line end and backslash as three octal digits. */
    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
