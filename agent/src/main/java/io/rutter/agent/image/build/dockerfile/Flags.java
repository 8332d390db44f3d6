package io.rutter.agent.image.build.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An instruction's flags, each known and with a value. */
final class Flags {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @param allowed names that the instruction knows */
    static Flags of(Statement statement, String... allowed) throws DockerfileException {
        Flags flags = new Flags();
        for (String flag : statement.flags()) {
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag.substring(2) : flag.substring(2, equals);
            if (!List.of(allowed).contains(name)) {
                throw DockerfileException.atLine(statement.line(), "Unknown flag: " + name);
            }
            if (equals < 0) {
                throw DockerfileException.atLine(statement.line(), "Missing a value on flag: " + name);
            }
            flags.values.computeIfAbsent(name, _ -> new ArrayList<>()).add(flag.substring(equals + 1));
        }
        return flags;
    }

    /** Its value, empty when it was not given. */
    String value(String name) {
        return values.getOrDefault(name, List.of("")).getLast();
    }

    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }
}
