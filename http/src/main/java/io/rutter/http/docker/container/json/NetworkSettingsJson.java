package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.world.World;
import io.rutter.http.docker.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container's places on networks and its published ports, as lists and inspect show them. */
public final class NetworkSettingsJson {
    private static final String DEFAULT_BRIDGE = "bridge";
    private static final EndpointConfig UNSAID = new EndpointConfig("", List.of(), "", "", "", List.of(), Map.of(), 0);

    private NetworkSettingsJson() {}

    /** {@code NetworkSettings} of an inspected container. */
    static ObjectNode settings(LiveContainer container, World world) {
        boolean up = StatusWords.running(container);
        Optional<Endpoint> onBridge = up
                ? container.endpoints().stream()
                        .filter(endpoint -> endpoint.networkName().equals(DEFAULT_BRIDGE))
                        .findFirst()
                : Optional.empty();
        ObjectNode settings = Json.object()
                .put("Bridge", "")
                .put("SandboxID", up ? container.id().value() : "")
                .put("SandboxKey", "");
        settings.set("Ports", up ? ports(container) : Json.object());
        settings.put("HairpinMode", false)
                .put("LinkLocalIPv6Address", "")
                .put("LinkLocalIPv6PrefixLen", 0)
                .putNull("SecondaryIPAddresses")
                .putNull("SecondaryIPv6Addresses")
                .put("EndpointID", onBridge.map(Endpoint::endpointId).orElse(""))
                .put("Gateway", onBridge.map(Endpoint::gateway).orElse(""))
                .put("GlobalIPv6Address", "")
                .put("GlobalIPv6PrefixLen", 0)
                .put("IPAddress", onBridge.map(Endpoint::ipv4).orElse(""))
                .put("IPPrefixLen", onBridge.map(Endpoint::prefixLength).orElse(0))
                .put("IPv6Gateway", "")
                .put("MacAddress", onBridge.map(Endpoint::macAddress).orElse(""))
                .set("Networks", networks(container, world));
        return settings;
    }

    /** Networks by name: with addresses while it runs, and as asked for otherwise. */
    public static ObjectNode networks(LiveContainer container, World world) {
        var byName = new LinkedHashMap<String, ObjectNode>();
        boolean up = StatusWords.running(container);
        var left = new ArrayList<>(up ? container.endpoints() : List.of());
        for (EndpointConfig config : container.spec().endpoints()) {
            String name = name(config.network(), world);
            Optional<Endpoint> endpoint = left.stream()
                    .filter(place -> place.networkName().equals(name)
                            || place.networkId().equals(config.network()))
                    .findFirst();
            endpoint.ifPresent(left::remove);
            byName.put(name, endpoint(container, config, endpoint.orElse(null), world, name));
        }
        left.forEach(endpoint -> byName.put(
                endpoint.networkName(), endpoint(container, UNSAID, endpoint, world, endpoint.networkName())));
        String mode = container.spec().hostConfig().network().mode();
        if (byName.isEmpty() && !mode.startsWith("container:")) {
            String name = name(mode, world);
            byName.put(name, endpoint(container, UNSAID, null, world, name));
        }
        ObjectNode networks = Json.object();
        byName.forEach(networks::set);
        return networks;
    }

    private static String name(String network, World world) {
        if (network.equals("default")) {
            return DEFAULT_BRIDGE;
        }
        return world.networks()
                .find(network)
                .optional()
                .map(found -> found.spec().name())
                .orElse(network);
    }

    private static ObjectNode endpoint(
            LiveContainer container, EndpointConfig config, @Nullable Endpoint endpoint, World world, String name) {
        String networkId = endpoint != null
                ? endpoint.networkId()
                : container.run().number() == 0
                        ? ""
                        : world.networks().byName(name).map(found -> found.id()).orElse("");
        ObjectNode object = Json.object();
        object.set("IPAMConfig", ipam(config));
        object.set("Links", Json.nullWhenEmpty(config.links()));
        object.set("Aliases", Json.nullWhenEmpty(config.aliases()));
        object.set("DriverOpts", Json.mapOrNull(config.driverOpts()));
        object.put("GwPriority", config.gwPriority())
                .put("NetworkID", networkId)
                .put("EndpointID", endpoint == null ? "" : endpoint.endpointId())
                .put("Gateway", endpoint == null ? "" : endpoint.gateway())
                .put("IPAddress", endpoint == null ? "" : endpoint.ipv4())
                .put("MacAddress", endpoint == null ? config.macAddress() : endpoint.macAddress())
                .put("IPPrefixLen", endpoint == null ? 0 : endpoint.prefixLength())
                .put("IPv6Gateway", "")
                .put("GlobalIPv6Address", "")
                .put("GlobalIPv6PrefixLen", 0)
                .set("DNSNames", dnsNames(container, config, name));
        return object;
    }

    private static @Nullable ObjectNode ipam(EndpointConfig config) {
        if (config.ipv4().isEmpty() && config.ipv6().isEmpty()) {
            return null;
        }
        ObjectNode ipam = Json.object();
        if (!config.ipv4().isEmpty()) {
            ipam.put("IPv4Address", config.ipv4());
        }
        if (!config.ipv6().isEmpty()) {
            ipam.put("IPv6Address", config.ipv6());
        }
        return ipam;
    }

    /** Names resolve on user-defined networks only. */
    private static @Nullable ArrayNode dnsNames(LiveContainer container, EndpointConfig config, String name) {
        return switch (name) {
            case DEFAULT_BRIDGE, "host", "none" -> null;
            default -> {
                var names = new LinkedHashSet<String>();
                names.add(container.name());
                names.addAll(config.aliases());
                names.add(container.id().shortId());
                String hostname = container.spec().config().hostname();
                if (!hostname.isEmpty()) {
                    names.add(hostname);
                }
                yield Json.texts(names);
            }
        };
    }

    private static ObjectNode ports(LiveContainer container) {
        ObjectNode ports = Json.object();
        exposed(container).forEach(ports::putNull);
        for (PublishedPort published : container.ports()) {
            String key = published.containerPort() + "/" + published.protocol();
            ArrayNode bindings = ports.get(key) instanceof ArrayNode array ? array : ports.putArray(key);
            bindings.addObject()
                    .put("HostIp", published.hostIp())
                    .put("HostPort", Integer.toString(published.hostPort()));
        }
        return ports;
    }

    private static LinkedHashSet<String> exposed(LiveContainer container) {
        var exposed = new LinkedHashSet<String>();
        container.spec().config().exposedPorts().forEach(port -> exposed.add(withProtocol(port)));
        container
                .spec()
                .hostConfig()
                .network()
                .portBindings()
                .keySet()
                .forEach(port -> exposed.add(withProtocol(port)));
        return exposed;
    }

    private static String withProtocol(String port) {
        return port.contains("/") ? port : port + "/tcp";
    }

    /** {@code Ports} of a list: one entry for each published address, and one for each port that is only exposed. */
    public static ArrayNode listPorts(LiveContainer container) {
        ArrayNode list = Json.array();
        if (!StatusWords.running(container)) {
            return list;
        }
        for (PublishedPort port : container.ports()) {
            list.addObject()
                    .put("IP", port.hostIp())
                    .put("PrivatePort", port.containerPort())
                    .put("PublicPort", port.hostPort())
                    .put("Type", port.protocol());
        }
        for (String exposed : exposed(container)) {
            String[] parts = exposed.split("/", 2);
            boolean published = container.ports().stream()
                    .anyMatch(port -> exposed.equals(port.containerPort() + "/" + port.protocol()));
            if (!published && parts[0].matches("\\d{1,5}")) {
                list.addObject().put("PrivatePort", Integer.parseInt(parts[0])).put("Type", parts[1]);
            }
        }
        return list;
    }
}
