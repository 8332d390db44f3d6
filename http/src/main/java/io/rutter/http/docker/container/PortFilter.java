package io.rutter.http.docker.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.container.LiveContainer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.json.NetworkSettingsJson;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The filters {@code publish}, by the host's port, and {@code expose}, by the container's: {@code 80}, {@code 80/udp},
 * {@code 80-90/tcp}. As in Docker, either will do, and only what runs has ports.
 */
final class PortFilter {
    private static final int MAX_PORT = 65_535;

    private final Set<String> ports = new HashSet<>();

    private PortFilter(Set<String> values, String filter) {
        values.forEach(value -> add(value, "error while looking up for " + filter + " " + value + ": "));
    }

    static Predicate<LiveContainer> of(Filters filters) {
        var published = new PortFilter(filters.of("publish"), "publish");
        var exposed = new PortFilter(filters.of("expose"), "expose");
        if (published.ports.isEmpty() && exposed.ports.isEmpty()) {
            return _ -> true;
        }
        return container -> {
            for (JsonNode port : NetworkSettingsJson.listPorts(container)) {
                if (published.has(port, "PublicPort") || exposed.has(port, "PrivatePort")) {
                    return true;
                }
            }
            return false;
        };
    }

    private boolean has(JsonNode port, String field) {
        return ports.contains(port.path(field).asInt() + "/" + port.path("Type").asText());
    }

    private void add(String value, String words) {
        int slash = value.indexOf('/');
        String range = slash < 0 ? value : value.substring(0, slash);
        String protocol = slash < 0 || slash == value.length() - 1 ? "tcp" : value.substring(slash + 1);
        if (range.isEmpty()) {
            throw Refused.invalid(words + "Empty string specified for ports.");
        }
        String[] borders = range.split("-", 2);
        int low = number(borders[0], words);
        int high = borders.length == 1 ? low : number(borders[1], words);
        if (high < low) {
            throw Refused.invalid(words + "Invalid range specified for the Port: " + range);
        }
        for (int port = low; port <= high; port++) {
            ports.add(port + "/" + protocol);
        }
    }

    private static int number(String text, String words) {
        if (!text.matches("\\d{1,18}")) {
            throw Refused.invalid(words + "strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
        }
        long number = Long.parseLong(text);
        if (number > MAX_PORT) {
            throw Refused.invalid(words + "strconv.ParseUint: parsing \"" + text + "\": value out of range");
        }
        return (int) number;
    }
}
