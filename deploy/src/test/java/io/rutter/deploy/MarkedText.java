package io.rutter.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A part of a document that a program writes: between {@code <!-- NAME: begin -->} and {@code <!-- NAME: end -->}. */
public final class MarkedText {
    private MarkedText() {}

    public static void write(Path document, String name, List<String> lines) {
        try {
            Files.write(document, replaced(Files.readAllLines(document), name, lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> replaced(List<String> document, String name, List<String> lines) {
        int begin = document.indexOf("<!-- " + name + ": begin -->");
        int end = document.indexOf("<!-- " + name + ": end -->");
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("no marked part: " + name);
        }
        List<String> changed = new ArrayList<>(document.subList(0, begin + 1));
        changed.addAll(lines);
        changed.addAll(document.subList(end, document.size()));
        return changed;
    }
}
