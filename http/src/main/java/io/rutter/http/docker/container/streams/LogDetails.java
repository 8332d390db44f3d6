package io.rutter.http.docker.container.streams;

import io.rutter.engine.container.LiveContainer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * What {@code logs --details} shows before each line: labels and variables that were chosen for the log with the options
 * {@code labels}, {@code env} and their regular expressions, and the {@code tag}.
 */
final class LogDetails {
    private static final Pattern FIELD = Pattern.compile("\\{\\{ *\\.(\\w+) *}}");

    private LogDetails() {}

    /** {@code a=1,b=2}; empty when nothing was chosen. */
    static String of(LiveContainer container) {
        Map<String, String> options = container.spec().hostConfig().logConfig().config();
        var chosen = new TreeMap<String, String>();
        choose(container.spec().config().labels(), options.get("labels"), options.get("labels-regex"), chosen);
        choose(variables(container), options.get("env"), options.get("env-regex"), chosen);
        String tag = options.getOrDefault("tag", "");
        if (!tag.isEmpty()) {
            chosen.put("tag", tag(tag, container));
        }
        return chosen.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining(","));
    }

    private static void choose(
            Map<String, String> all,
            @org.jspecify.annotations.Nullable String names,
            @org.jspecify.annotations.Nullable String regex,
            Map<String, String> chosen) {
        for (String name : names == null ? new String[0] : names.split(",", -1)) {
            if (all.containsKey(name)) {
                chosen.put(name, all.get(name));
            }
        }
        if (regex != null && !regex.isEmpty()) {
            try {
                Pattern pattern = Pattern.compile(regex);
                all.forEach((name, value) -> {
                    if (pattern.matcher(name).find()) {
                        chosen.put(name, value);
                    }
                });
            } catch (PatternSyntaxException e) {
                return; // as a pattern that nothing fits
            }
        }
    }

    private static Map<String, String> variables(LiveContainer container) {
        var variables = new TreeMap<String, String>();
        for (String variable : container.spec().config().env()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    /** A tag is a template; what it doesn't know stays as it is written. */
    private static String tag(String template, LiveContainer container) {
        String image = container.imageId().value();
        return FIELD.matcher(template)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "ID" -> container.id().shortId();
                            case "FullID" -> container.id().value();
                            case "Name" -> container.name();
                            case "ImageName" -> container.spec().config().image();
                            case "ImageFullID" -> image;
                            case "ImageID" ->
                                image.substring(image.indexOf(':') + 1).substring(0, 12);
                            case "DaemonName" -> "docker";
                            default -> found.group();
                        }));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
