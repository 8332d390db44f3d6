package io.rutter.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds switches over our sealed types and enums that have a default: with one, the compiler no longer lists what a new case must
 * touch. Relies on the formatter: cases and default of a switch stand at one indentation, its head further left.
 */
final class Switches {
    private static final Pattern FAMILY = Pattern.compile("\\bsealed interface (\\w+)|\\benum (\\w+)");
    private static final Pattern MEMBER =
            Pattern.compile("\\b(?:record|class|interface|enum) (\\w+)[^{};]*?\\b(?:implements|extends) ([^{;]+)\\{");
    private static final Pattern CONSTANTS = Pattern.compile("\\benum (\\w+)[^{]*\\{([^;}]*)");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]*\\b");
    private static final Pattern DECLARED = Pattern.compile("\\b([A-Z]\\w*)(?:<[^>]*>)?\\s+(\\w+)\\s*[(),;:=]");
    private static final Pattern HEAD = Pattern.compile("\\bswitch \\((.*)\\) \\{$");
    private static final Pattern LABEL = Pattern.compile("^case (?:[\\w.]*\\.)?([A-Z]\\w*)\\b");

    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Set<String>> typesOfNames = new HashMap<>();

    Switches(List<SourceFile> sources) {
        sources.forEach(source -> families(source.text()));
        sources.forEach(source -> collect(source.text()));
    }

    private void families(String text) {
        Matcher family = FAMILY.matcher(text);
        while (family.find()) {
            members.put(family.group(1) == null ? family.group(2) : family.group(1), new HashSet<>());
        }
    }

    private void collect(String text) {
        Matcher member = MEMBER.matcher(text);
        while (member.find()) {
            for (String type : member.group(2).split(",")) {
                members(simple(type)).add(member.group(1));
            }
        }
        Matcher constants = CONSTANTS.matcher(text);
        while (constants.find()) {
            Matcher constant = CONSTANT.matcher(constants.group(2));
            while (constant.find()) {
                members(constants.group(1)).add(constant.group());
            }
        }
        Matcher declared = DECLARED.matcher(text);
        while (declared.find()) {
            typesOfNames
                    .computeIfAbsent(declared.group(2), _ -> new HashSet<>())
                    .add(declared.group(1));
        }
    }

    private Set<String> members(String family) {
        return members.getOrDefault(family, new HashSet<>());
    }

    private static String simple(String type) {
        String bare = type.strip().replaceAll("<.*", "");
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    /** Path and line of each default that hides cases. */
    List<String> withDefault(SourceFile source) {
        List<String> found = new ArrayList<>();
        for (int at = 0; at < source.lines().size(); at++) {
            if (source.lines().get(at).strip().startsWith("default ->") && hides(source.lines(), at)) {
                found.add(source.path() + ":" + (at + 1));
            }
        }
        return found;
    }

    private boolean hides(List<String> lines, int defaultAt) {
        int indent = indent(lines.get(defaultAt));
        Set<String> labels = new HashSet<>();
        for (int at = defaultAt - 1; at >= 0; at--) {
            String line = lines.get(at);
            if (!line.isBlank() && indent(line) == indent) {
                Matcher label = LABEL.matcher(line.strip());
                if (label.find()) {
                    labels.add(label.group(1));
                }
            }
            Matcher head = HEAD.matcher(line);
            if (indent(line) < indent && head.find()) {
                Set<String> types = types(head.group(1), lines, at);
                return !types.isEmpty()
                        && types.stream().allMatch(members::containsKey)
                        && types.stream()
                                .flatMap(type -> members(type).stream())
                                .anyMatch(labels::contains);
            }
        }
        return false;
    }

    /** What the selector may be: of a variable the type it was declared with last, of a call any type that has such a method. */
    private Set<String> types(String selector, List<String> lines, int headAt) {
        String name = selector.replaceAll("\\(\\)$", "").replaceAll(".*\\.", "");
        for (int at = headAt; at >= 0 && !selector.contains("."); at--) {
            Matcher declared = DECLARED.matcher(lines.get(at));
            while (declared.find()) {
                if (declared.group(2).equals(name)) {
                    return Set.of(declared.group(1));
                }
            }
        }
        return typesOfNames.getOrDefault(name, Set.of());
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
