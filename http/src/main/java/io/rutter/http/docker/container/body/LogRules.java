package io.rutter.http.docker.container.body;

import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which logging drivers there are, and what their options may say. */
final class LogRules {
    private static final String CANNOT = "failed to initialize logging driver: ";
    private static final Pattern SIZE = Pattern.compile("-?\\d+(?:\\.\\d+)? ?(?:[kmgtp]?i?b?)?");
    private static final Pattern COUNT = Pattern.compile("[+-]?\\d{1,9}");
    private static final Set<String> YES = Set.of("1", "t", "true");
    private static final Set<String> TRUTHS = Set.of("1", "t", "true", "0", "f", "false");
    private static final Set<String> OPTIONS = Set.of(
            "max-size",
            "max-file",
            "compress",
            "labels",
            "labels-regex",
            "env",
            "env-regex",
            "tag",
            "mode",
            "max-buffer-size");

    private LogRules() {}

    static void check(HostConfig.LogConfig log) {
        switch (log.type()) {
            case "json-file", "local" -> options(log);
            case "none" -> {}
            case "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "gcplogs" ->
                throw new Refused(new Problem.Missing(
                        "the logging driver " + log.type() + " is not there yet: use json-file, local or none"));
            default ->
                throw Refused.invalid(
                        "error looking up logging plugin " + log.type() + ": plugin \"" + log.type() + "\" not found");
        }
    }

    private static void options(HostConfig.LogConfig log) {
        Map<String, String> options = log.config();
        for (String option : options.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw Refused.invalid("unknown log opt '" + option + "' for " + log.type() + " log driver");
            }
        }
        mode(options);
        size(options.get("max-size"));
        count(options.get("max-file"));
        String compress = options.get("compress");
        if (compress != null && !TRUTHS.contains(compress.toLowerCase(Locale.ROOT))) {
            throw Refused.invalid(CANNOT + "strconv.ParseBool: parsing \"" + compress + "\": invalid syntax");
        }
        boolean rotates = options.containsKey("max-size")
                && !options.getOrDefault("max-file", "1").equals("1");
        boolean compresses = compress != null && YES.contains(compress.toLowerCase(Locale.ROOT));
        if (log.type().equals("json-file") && compresses && !rotates) {
            throw Refused.invalid(
                    CANNOT + "compress cannot be true when max-file is less than 2 or max-size is not set");
        }
    }

    private static void mode(Map<String, String> options) {
        String mode = options.getOrDefault("mode", "");
        switch (mode) {
            case "", "blocking" -> {
                if (options.containsKey("max-buffer-size")) {
                    throw Refused.invalid("logger: max-buffer-size option is only supported with 'mode=non-blocking'");
                }
            }
            case "non-blocking" -> {}
            default -> throw Refused.invalid("logger: logging mode not supported: " + mode);
        }
    }

    private static void size(@Nullable String text) {
        if (text != null && !SIZE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            throw Refused.invalid(CANNOT + "invalid size: '" + text + "'");
        }
    }

    private static void count(@Nullable String text) {
        if (text == null) {
            return;
        }
        if (!COUNT.matcher(text).matches()) {
            throw Refused.invalid(CANNOT + "strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
        if (Integer.parseInt(text) < 1) {
            throw Refused.invalid(CANNOT + "max-file cannot be less than 1");
        }
    }
}
