package io.rutter.http.docker.container.body;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which networks a container shall join, and how. */
public final class NetworkingBody {
    private static final Pattern MAC = Pattern.compile("(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");

    private static final Set<String> PREDEFINED = Set.of("default", "bridge", "host", "none");

    private NetworkingBody() {}

    static List<EndpointConfig> endpoints(Optional<Fields> networking) {
        return networking
                .map(fields -> fields.objectMap("EndpointsConfig", "network.EndpointSettings").entrySet().stream()
                        .map(entry -> endpoint(entry.getKey(), entry.getValue()))
                        .toList())
                .orElseGet(List::of);
    }

    /** @throws Refused for addresses that are none */
    public static EndpointConfig endpoint(String network, Fields fields) {
        Optional<Fields> ipam = fields.object("IPAMConfig", "network.EndpointIPAMConfig");
        String ipv4 = ipam.map(config -> config.text("IPv4Address")).orElse("");
        String ipv6 = ipam.map(config -> config.text("IPv6Address")).orElse("");
        if (!ipv4.isEmpty() && !Addresses.isIpv4(ipv4)) {
            throw Refused.invalid("invalid IPv4 address: " + ipv4);
        }
        if (!ipv6.isEmpty() && !Addresses.valid(ipv6)) {
            throw Refused.invalid("invalid IPv6 address: " + ipv6);
        }
        if (ipam.isPresent() && !ipam.get().texts("LinkLocalIPs").isEmpty()) {
            throw new Refused(new Problem.Missing(
                    "EndpointSettings.IPAMConfig.LinkLocalIPs is not there yet: Rutter gives a container no link-local"
                            + " addresses. Leave it out."));
        }
        String mac = fields.text("MacAddress");
        checkMac(mac);
        return new EndpointConfig(
                network,
                fields.texts("Aliases"),
                ipv4,
                ipv6,
                mac,
                fields.texts("Links"),
                fields.textMap("DriverOpts"),
                fields.integer("GwPriority"));
    }

    private static void checkMac(String mac) {
        if (!mac.isEmpty() && !MAC.matcher(mac).matches()) {
            throw Refused.invalid("invalid MAC address: " + mac);
        }
    }

    /** What of the network's side cannot go together. */
    static void check(ContainerConfig config, HostConfig host, List<EndpointConfig> endpoints) {
        checkMac(config.macAddress() == null ? "" : config.macAddress());
        String mode = host.network().mode();
        if (mode.startsWith("container:")) {
            joining(config, host);
        } else if (mode.equals("host") && !host.network().links().isEmpty()) {
            throw Refused.invalid(
                    "conflicting options: host type networking can't be used with links. This would result"
                            + " in undefined behavior");
        }
        boolean addressed =
                endpoints.stream().anyMatch(endpoint -> !endpoint.ipv4().isEmpty());
        if (addressed && PREDEFINED.contains(mode)) {
            throw Refused.invalid("user specified IP address is supported on user defined networks only");
        }
    }

    private static void joining(ContainerConfig config, HostConfig host) {
        if (host.network().mode().equals("container:")) {
            throw Refused.invalid("invalid network mode: invalid container format container:<name|id>");
        }
        conflict(!config.hostname().isEmpty(), "hostname");
        conflict(!host.network().links().isEmpty(), "links");
        if (!host.network().dns().isEmpty()) {
            throw Refused.invalid("conflicting options: dns and the network mode");
        }
        if (!host.network().extraHosts().isEmpty()) {
            throw Refused.invalid("conflicting options: custom host-to-IP mapping and the network mode");
        }
        if (config.macAddress() != null && !config.macAddress().isEmpty()) {
            throw Refused.invalid("conflicting options: mac-address and the network mode");
        }
        if (!host.network().portBindings().isEmpty() || host.network().publishAllPorts()) {
            throw Refused.invalid("conflicting options: port publishing and the container type network mode");
        }
        if (!config.exposedPorts().isEmpty()) {
            throw Refused.invalid("conflicting options: port exposing and the container type network mode");
        }
    }

    private static void conflict(boolean set, String option) {
        if (set) {
            throw Refused.invalid("conflicting options: " + option + " and the network mode");
        }
    }
}
