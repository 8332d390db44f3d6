package io.rutter.agent.image.build.context;

import io.rutter.agent.image.build.dockerfile.DockerfileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns of paths: a COPY's wildcards, and the lines of a {@code .dockerignore}. */
final class PathPatterns {
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Pattern pattern, boolean includes) {}

    /** Reads a {@code .dockerignore}: a pattern a line, {@code !} takes back, {@code #} comments. */
    static PathPatterns ignoreFile(String text) throws DockerfileException {
        PathPatterns patterns = new PathPatterns();
        for (String line : text.split("\r?\n")) {
            String pattern = line.strip();
            if (pattern.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean includes = pattern.startsWith("!");
            String path = clean(includes ? pattern.substring(1).strip() : pattern);
            if (!path.isEmpty()) {
                patterns.rules.add(new Rule(compile(path, true), includes));
            }
        }
        return patterns;
    }

    static boolean isWildcard(String source) {
        for (int i = 0; i < source.length(); i++) {
            char each = source.charAt(i);
            if (each == '\\') {
                i++;
            } else if (each == '*' || each == '?' || each == '[') {
                return true;
            }
        }
        return false;
    }

    /** A COPY's source with wildcards, which never cross a slash. */
    static Pattern wildcard(String source) throws DockerfileException {
        return compile(source, false);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether the last rule that matches the path or one of its parents leaves it out. */
    boolean excludes(String path) {
        boolean excluded = false;
        for (Rule rule : rules) {
            if (rule.includes() == excluded && matchesWithParents(rule.pattern(), path)) {
                excluded = !rule.includes();
            }
        }
        return excluded;
    }

    private static boolean matchesWithParents(Pattern pattern, String path) {
        for (int slash = path.length(); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (pattern.matcher(path.substring(0, slash)).matches()) {
                return true;
            }
        }
        return false;
    }

    private static String clean(String path) {
        return String.join("/", io.rutter.agent.image.files.Inside.parts(path));
    }

    private static Pattern compile(String pattern, boolean doubleStar) throws DockerfileException {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char each = pattern.charAt(i);
            if (each == '*' && doubleStar && pattern.startsWith("**", i)) {
                i++;
                if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '/') {
                    i++;
                }
                regex.append(i + 1 == pattern.length() ? ".*" : "(.*/)?");
            } else if (each == '*') {
                regex.append("[^/]*");
            } else if (each == '?') {
                regex.append("[^/]");
            } else if (each == '[') {
                int end = pattern.indexOf(']', i + 2);
                if (end < 0) {
                    throw new DockerfileException("syntax error in pattern");
                }
                regex.append(pattern, i, end + 1);
                i = end;
            } else if (each == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(Pattern.quote(String.valueOf(each)));
            }
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw new DockerfileException("syntax error in pattern");
        }
    }
}
