package io.rutter.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java source as its reader sees it: lines and methods. Relies on the formatter: a method's head and its closing brace
 * stand at the same indentation, in a line of their own.
 *
 * @param path from the checkout's top, with slashes
 */
record SourceFile(String path, Path folder, List<String> lines) {
    /** Modifiers or a type, a name, an opening parenthesis; what begins with a statement's word is no method. */
    private static final Pattern HEAD = Pattern.compile(
            "^( {4,})(?!.*\\b(?:record|class|interface|enum) )(?!return |new |throw |else |case |if |for |while |switch |try |yield |do |synchronized \\()"
                    + "(?:[\\w.<>\\[\\]?,@&]+ )*?(?:[\\w.<>\\[\\]?,@&]+ )?(\\w+)\\((?:[^;=]*[{,])?$");

    private static final String TEXT_BLOCK_MARK = "\"".repeat(3);

    /**
     * @param first its head's line
     * @param last the line of its closing brace
     */
    record Method(String name, int first, int last) {
        int lines() {
            return last - first + 1;
        }
    }

    static List<SourceFile> below(Path root, Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .map(path -> read(root, path))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceFile read(Path root, Path path) {
        try {
            return new SourceFile(root.relativize(path).toString(), path.getParent(), Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    String text() {
        return String.join("\n", lines);
    }

    /** Every method from its head's first line to its closing brace. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        for (int first = 0; first < lines.size(); first++) {
            Matcher head = HEAD.matcher(lines.get(first));
            if (head.matches()) {
                int last = closing(first, head.group(1));
                if (last > first) {
                    methods.add(new Method(head.group(2), first, last));
                }
            }
        }
        return methods;
    }

    String text(Method method) {
        return String.join("\n", lines.subList(method.first(), method.last() + 1));
    }

    /** Whether an annotation stands right above a method. */
    boolean isMarked(Method method, Pattern annotation) {
        for (int at = method.first() - 1; at >= 0; at--) {
            String line = lines.get(at);
            if (annotation.matcher(line.strip()).find()) {
                return true;
            }
            if (line.isBlank() || line.endsWith("{") || line.endsWith("}") || line.endsWith(";")) {
                return false;
            }
        }
        return false;
    }

    /**
     * The line with the brace that closes what begins at {@code first}, or -1 where it is a call and not a method. Only a
     * method's closing brace stands as far left as its head; after a call comes {@code });} or the next thing.
     */
    private int closing(int first, String indent) {
        boolean opened = false;
        boolean inTextBlock = false;
        for (int at = first; at < lines.size(); at++) {
            String line = lines.get(at);
            boolean isText = inTextBlock;
            inTextBlock ^= line.split(TEXT_BLOCK_MARK, -1).length % 2 == 0;
            if (isText) {
                continue;
            }
            opened |= line.endsWith("{");
            boolean asFarLeft = at > first && !line.isBlank() && !line.startsWith(indent + " ");
            if (asFarLeft) {
                return opened && line.equals(indent + "}") ? at : -1;
            }
            if (!opened && line.endsWith(";")) {
                return -1;
            }
        }
        return -1;
    }
}
