package io.rutter.engine.service.spec;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Placeholders such as {@code {{.Task.Slot}}} in a task's environment, host name and mounts.
 *
 * @param values by path, without the leading dot
 * @param labels of the service, for {@code {{index .Service.Labels "name"}}}
 */
public record Placeholders(Map<String, String> values, Map<String, String> labels) {
    private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*(.*?)\\s*}}");
    private static final Pattern LABEL = Pattern.compile("index\\s+\\.Service\\.Labels\\s+\"([^\"]*)\"");
    private static final Set<String> KNOWN = Set.of(
            ".Service.ID",
            ".Service.Name",
            ".Node.ID",
            ".Node.Hostname",
            ".Node.Platform.Architecture",
            ".Node.Platform.OS",
            ".Task.ID",
            ".Task.Name",
            ".Task.Slot");

    public Placeholders {
        values = Map.copyOf(values);
        labels = Map.copyOf(labels);
    }

    /** The first placeholder that nobody can fill; null when there is none. */
    public static @Nullable String firstUnknown(String text) {
        Matcher holes = HOLE.matcher(text);
        while (holes.find()) {
            String inside = holes.group(1);
            boolean label = LABEL.matcher(inside).matches() || inside.startsWith(".Service.Labels.");
            if (!label && !KNOWN.contains(inside)) {
                return holes.group();
            }
        }
        return null;
    }

    public String fill(String text) {
        if (!text.contains("{{")) {
            return text;
        }
        return HOLE.matcher(text).replaceAll(hole -> Matcher.quoteReplacement(value(hole.group(1))));
    }

    private String value(String inside) {
        Matcher label = LABEL.matcher(inside);
        if (label.matches()) {
            return labels.getOrDefault(label.group(1), "");
        }
        if (inside.startsWith(".Service.Labels.")) {
            return labels.getOrDefault(inside.substring(".Service.Labels.".length()), "");
        }
        return values.getOrDefault(inside.substring(Math.min(1, inside.length())), "");
    }
}
