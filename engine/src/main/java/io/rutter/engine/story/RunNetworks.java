package io.rutter.engine.story;

import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How a line says which networks a container joins: the one of its network mode, and those that it was connected to beside. */
final class RunNetworks {
    private static final Set<String> BRIDGE = Set.of("default", "bridge");

    private final String mode;
    private final List<EndpointConfig> endpoints;

    RunNetworks(ContainerSpec spec) {
        this.mode = spec.hostConfig().network().mode();
        this.endpoints = spec.endpoints();
    }

    /** Whether no single command says it: {@code docker run} takes no network of a user's beside the default bridge. */
    boolean apart() {
        return onBridge() && endpoints.stream().anyMatch(endpoint -> !isOfMode(endpoint));
    }

    private boolean onBridge() {
        return BRIDGE.contains(mode) && endpoints.stream().anyMatch(this::isOfMode);
    }

    private boolean isOfMode(EndpointConfig endpoint) {
        return BRIDGE.contains(mode)
                ? BRIDGE.contains(endpoint.network())
                : endpoint.network().equals(mode);
    }

    /** Options and their values, of {@code docker run} or {@code create}. */
    List<String> options() {
        var words = new ArrayList<String>();
        boolean left = !endpoints.isEmpty() && endpoints.stream().noneMatch(this::isOfMode);
        if (!BRIDGE.contains(mode) && !left) {
            words.addAll(List.of("--network", mode));
        }
        for (EndpointConfig endpoint : endpoints) {
            if (isOfMode(endpoint)) {
                words.addAll(places(endpoint, "--network-alias"));
            } else if (!apart()) {
                words.addAll(List.of("--network", beside(endpoint)));
            }
        }
        return words;
    }

    /** Commands for what {@link #options} cannot say; none but where it is {@link #apart}. */
    List<List<String>> connects(String container) {
        var commands = new ArrayList<List<String>>();
        for (EndpointConfig endpoint : endpoints) {
            if (apart() && !isOfMode(endpoint)) {
                var words = new ArrayList<>(List.of("docker", "network", "connect"));
                words.addAll(places(endpoint, "--alias"));
                words.addAll(List.of(endpoint.network(), container));
                commands.add(words);
            }
        }
        return commands;
    }

    private static List<String> places(EndpointConfig endpoint, String aliasOption) {
        var words = new ArrayList<String>();
        endpoint.aliases().forEach(alias -> words.addAll(List.of(aliasOption, alias)));
        if (!endpoint.ipv4().isEmpty()) {
            words.addAll(List.of("--ip", endpoint.ipv4()));
        }
        return words;
    }

    private static String beside(EndpointConfig endpoint) {
        var fields = new ArrayList<String>();
        endpoint.aliases().forEach(alias -> fields.add("alias=" + alias));
        if (!endpoint.ipv4().isEmpty()) {
            fields.add("ip=" + endpoint.ipv4());
        }
        return fields.isEmpty() ? endpoint.network() : "name=" + endpoint.network() + "," + String.join(",", fields);
    }
}
