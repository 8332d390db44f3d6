package io.rutter.http.docker.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Cidr;
import io.rutter.engine.network.NetworkSpec;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body of {@code POST /networks/create}, checked as Docker checks it. */
final class NetworkBody {
    /** Addresses: the network's, the broadcast's, and one each for the gateway and a container. */
    private static final int SMALLEST_SUBNET = 4;

    private NetworkBody() {}

    static NetworkSpec read(JsonNode body) {
        Fields fields = Fields.of(body, "types.NetworkCreateRequest");
        String name = fields.text("Name");
        if (name.isBlank()) {
            throw Refused.invalid("invalid name: " + name);
        }
        switch (name) {
            case "bridge", "host", "none", "default" ->
                throw new Refused(
                        new Problem.Forbidden("operation is not permitted on predefined " + name + " network "));
            default -> {}
        }
        String driver = driver(fields.text("Driver"));
        unsupported(fields);
        BridgeOptions.check(fields.textMap("Options"));
        Optional<Fields> ipam = fields.object("IPAM", "network.IPAM");
        String scope = scope(fields.text("Scope"), driver, fields.bool("Ingress"));
        return new NetworkSpec(
                name,
                driver,
                scope,
                fields.bool("Internal"),
                fields.bool("Attachable"),
                fields.bool("Ingress"),
                fields.bool("EnableIPv6"),
                fields.textMap("Labels"),
                fields.textMap("Options"),
                ipam.map(given -> given.text("Driver")).orElse(""),
                ipam.map(given -> given.textMap("Options")).orElseGet(java.util.Map::of),
                ipam.map(NetworkBody::pools).orElseGet(List::of));
    }

    private static String scope(String asked, String driver, boolean ingress) {
        String scope = asked.isEmpty() ? driver.equals("overlay") ? "swarm" : "local" : asked;
        switch (scope) {
            case "local", "swarm", "global" -> {}
            default -> throw Refused.invalid("invalid scope " + scope + ": it is local or swarm");
        }
        if (ingress && scope.equals("local")) {
            throw new Refused(new Problem.Forbidden("Ingress network can only be global scope network"));
        }
        return scope;
    }

    private static String driver(String asked) {
        return switch (asked) {
            case "", "bridge" -> "bridge";
            case "overlay" -> "overlay";
            case "host", "null" ->
                throw new Refused(new Problem.Forbidden("only one instance of \"" + asked + "\" network is allowed"));
            case "macvlan", "ipvlan" ->
                throw new Refused(new Problem.Missing(
                        "the network driver " + asked + " is not there yet: use bridge or overlay"));
            default ->
                throw new Refused(new Problem.NotFound(
                        "could not find plugin " + asked + " in v1 plugin registry: plugin not found"));
        };
    }

    private static void unsupported(Fields fields) {
        if (fields.bool("EnableIPv6")) {
            throw new Refused(new Problem.Missing("networks with IPv6 are not there yet: leave out EnableIPv6"));
        }
        boolean configured = fields.object("ConfigFrom", "network.ConfigReference")
                .map(from -> !from.text("Network").isEmpty())
                .orElse(false);
        if (fields.bool("ConfigOnly") || configured) {
            throw new Refused(new Problem.Missing("networks that are only a configuration are not there yet"));
        }
    }

    private static List<NetworkSpec.Pool> pools(Fields ipam) {
        String driver = ipam.text("Driver");
        if (!driver.isEmpty() && !driver.equals("default")) {
            throw Refused.invalid("could not resolve driver " + driver + " in registry");
        }
        var pools = new ArrayList<NetworkSpec.Pool>();
        for (Fields config : ipam.objects("Config", "network.IPAMConfig")) {
            var pool = new NetworkSpec.Pool(
                    config.text("Subnet"),
                    config.text("IPRange"),
                    config.text("Gateway"),
                    config.textMap("AuxiliaryAddresses"));
            pools.add(checked(pool));
        }
        return pools;
    }

    /** The same with the network's address where an address on it was given. */
    private static NetworkSpec.Pool checked(NetworkSpec.Pool pool) {
        if (pool.subnet().contains(":")) {
            throw new Refused(new Problem.Missing("subnets of IPv6 are not there yet: " + pool.subnet()));
        }
        if (pool.subnet().isEmpty()) {
            if (!pool.gateway().isEmpty() || !pool.range().isEmpty()) {
                throw Refused.invalid("user specified gateway or range without a subnet");
            }
            return pool;
        }
        Cidr subnet = cidr(pool.subnet(), "Invalid subnet " + pool.subnet() + " : ");
        if (subnet.size() < SMALLEST_SUBNET) {
            throw Refused.invalid(
                    "failed to allocate gateway (" + pool.gateway() + "): No available addresses on this pool");
        }
        if (!pool.range().isEmpty() && !subnet.overlaps(cidr(pool.range(), ""))) {
            throw Refused.invalid("invalid ip-range " + pool.range() + ": it is not within the subnet " + subnet);
        }
        if (!pool.gateway().isEmpty()) {
            String words = "failed to allocate gateway (" + pool.gateway() + "): ";
            long gateway = inside(subnet, pool.gateway(), words);
            if (gateway == subnet.base() || gateway == subnet.last()) {
                throw Refused.invalid(words + "Address already in use");
            }
        }
        pool.auxiliary()
                .forEach((name, address) -> inside(
                        subnet, address, "failed to allocate secondary ip address (" + name + ":" + address + "): "));
        return new NetworkSpec.Pool(subnet.toString(), pool.range(), pool.gateway(), pool.auxiliary());
    }

    private static Cidr cidr(String text, String words) {
        try {
            return Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(words + e.getMessage());
        }
    }

    private static long inside(Cidr subnet, String address, String words) {
        try {
            long number = Cidr.address(address);
            if (!subnet.contains(number)) {
                throw Refused.invalid(words + "Requested address is out of range");
            }
            return number;
        } catch (IllegalArgumentException _) {
            throw Refused.invalid(words + "invalid IP address: " + address);
        }
    }
}
