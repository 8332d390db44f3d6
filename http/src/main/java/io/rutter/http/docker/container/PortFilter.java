package io.rutter.http.docker.container;

import io.rutter.engine.container.LiveContainer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.body.PortText;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** The filters {@code publish} and {@code expose}: {@code 80}, {@code 80/udp}, {@code 80-90/tcp}. */
final class PortFilter {
    private final Set<String> ports = new HashSet<>();

    PortFilter(Set<String> values, String filter) {
        for (String value : values) {
            int slash = value.indexOf('/');
            String range = slash < 0 ? value : value.substring(0, slash);
            String protocol = slash < 0 ? "tcp" : value.substring(slash + 1);
            if (!PortText.valid(range)) {
                throw Refused.invalid("error while looking up for " + filter + " " + value
                        + ": strconv.ParseUint: parsing \"" + range + "\": invalid syntax");
            }
            int dash = range.indexOf('-');
            int low = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int high = dash < 0 ? low : Integer.parseInt(range.substring(dash + 1));
            for (int port = low; port <= high; port++) {
                ports.add(port + "/" + protocol);
            }
        }
    }

    /** By the host's port or the container's. */
    Predicate<LiveContainer> published() {
        return container -> ports.isEmpty()
                || container.ports().stream()
                        .anyMatch(port -> ports.contains(port.hostPort() + "/" + port.protocol())
                                || ports.contains(port.containerPort() + "/" + port.protocol()));
    }

    Predicate<LiveContainer> exposed() {
        return container -> ports.isEmpty()
                || container.spec().config().exposedPorts().stream()
                        .anyMatch(port -> ports.contains(port.contains("/") ? port : port + "/tcp"));
    }
}
