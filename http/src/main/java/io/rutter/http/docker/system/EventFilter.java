package io.rutter.http.docker.system;

import io.rutter.http.docker.common.Filters;
import java.util.Set;

/** Which of Docker's events a client wants. Source: dockerd's rules, of which some compare beginnings only. */
final class EventFilter {
    static final Set<String> ALLOWED = Set.of(
            "config",
            "container",
            "daemon",
            "event",
            "image",
            "label",
            "network",
            "node",
            "plugin",
            "scope",
            "secret",
            "service",
            "type",
            "volume");
    private static final Set<String> WITH_DETAIL = Set.of("health_status", "exec_create", "exec_start");

    private final Filters filters;

    EventFilter(Filters filters) {
        this.filters = filters;
    }

    boolean wants(DockerMessage message) {
        return action(message.action())
                && filters.allows("type", message.type())
                && filters.allows("scope", message.scope())
                && !filters.has("daemon")
                && !filters.has("plugin")
                && named("container", message)
                && named("volume", message)
                && named("network", message)
                && named("node", message)
                && named("service", message)
                && named("secret", message)
                && named("config", message)
                && image(message)
                && filters.allowsLabels("label", message.attributes());
    }

    private boolean action(String action) {
        boolean beginnings = filters.of("event").stream().anyMatch(WITH_DETAIL::contains);
        return beginnings ? filters.of("event").stream().anyMatch(action::startsWith) : filters.allows("event", action);
    }

    /** By the beginning of its id or name. */
    private boolean named(String type, DockerMessage message) {
        String name = message.attributes().getOrDefault("name", "");
        return !filters.has(type)
                || message.type().equals(type)
                        && filters.of(type).stream()
                                .anyMatch(wanted -> message.actorId().startsWith(wanted) || name.startsWith(wanted));
    }

    private boolean image(DockerMessage message) {
        String name = message.attributes().getOrDefault(message.type().equals("image") ? "name" : "image", "");
        return filters.allows("image", message.actorId())
                || filters.allows("image", name)
                || filters.allows("image", withoutTag(name));
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
