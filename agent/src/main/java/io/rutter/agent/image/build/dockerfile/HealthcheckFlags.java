package io.rutter.agent.image.build.dockerfile;

import io.rutter.engine.image.ImageConfig.HealthcheckConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HEALTHCHECK's own syntax. */
final class HealthcheckFlags {
    private static final long SHORTEST_NANOS = 1_000_000;

    private HealthcheckFlags() {}

    static HealthcheckConfig read(Statement statement) throws DockerfileException {
        Flags flags = Flags.of(statement, "interval", "timeout", "start-period", "start-interval", "retries");
        String[] parts = statement.rest().split("\\s+", 2);
        if (parts[0].isEmpty()) {
            throw at(statement, "HEALTHCHECK requires at least one argument");
        }
        String rest = parts.length > 1 ? parts[1] : "";
        switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "NONE" -> {
                if (!rest.isEmpty()) {
                    throw at(statement, "HEALTHCHECK NONE takes no arguments");
                }
                return new HealthcheckConfig(List.of("NONE"), 0, 0, 0, 0, 0);
            }
            case "CMD" -> {
                return command(statement, flags, rest);
            }
            default ->
                throw at(
                        statement,
                        "Unknown type " + Quoted.go(parts[0].toUpperCase(Locale.ROOT)) + " in HEALTHCHECK (try CMD)");
        }
    }

    private static HealthcheckConfig command(Statement statement, Flags flags, String rest) throws DockerfileException {
        Optional<List<String>> words = Words.json(rest);
        if (words.map(List::isEmpty).orElse(rest.isEmpty())) {
            throw at(statement, "Missing command after HEALTHCHECK CMD");
        }
        List<String> test = new ArrayList<>();
        test.add(words.isPresent() ? "CMD" : "CMD-SHELL");
        test.addAll(words.orElse(List.of(rest)));
        return new HealthcheckConfig(
                test,
                nanos(statement, flags, "interval"),
                nanos(statement, flags, "timeout"),
                nanos(statement, flags, "start-period"),
                nanos(statement, flags, "start-interval"),
                retries(statement, flags.value("retries")));
    }

    private static long nanos(Statement statement, Flags flags, String name) throws DockerfileException {
        String value = flags.value(name);
        if (value.isEmpty()) {
            return 0;
        }
        long nanos;
        try {
            nanos = GoDuration.nanos(value);
        } catch (DockerfileException e) {
            throw at(statement, String.valueOf(e.getMessage()));
        }
        if (nanos < SHORTEST_NANOS && nanos != 0) {
            throw at(statement, "Interval " + Quoted.go(name) + " cannot be less than 1ms");
        }
        return nanos;
    }

    private static int retries(Statement statement, String value) throws DockerfileException {
        if (value.isEmpty()) {
            return 0;
        }
        int retries;
        try {
            retries = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw at(statement, "strconv.ParseInt: parsing " + Quoted.go(value) + ": invalid syntax");
        }
        if (retries < 1) {
            throw at(statement, "--retries must be at least 1 (not " + retries + ")");
        }
        return retries;
    }

    private static DockerfileException at(Statement statement, String why) {
        return DockerfileException.atLine(statement.line(), why);
    }
}
