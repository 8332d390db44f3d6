package io.rutter.http.docker.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.network.NetworkSpec;
import io.rutter.engine.world.World;
import io.rutter.http.docker.json.Json;

/** A network as Docker tells it. */
final class NetworkJson {
    private NetworkJson() {}

    static ObjectNode summary(LiveNetwork network) {
        NetworkSpec spec = network.spec();
        ObjectNode object = Json.object()
                .put("Name", spec.name())
                .put("Id", network.id())
                .put("Created", Json.time(network.createdAt()))
                .put("Scope", spec.scope())
                .put("Driver", spec.driver())
                .put("EnableIPv4", true)
                .put("EnableIPv6", spec.ipv6());
        object.set("IPAM", ipam(spec));
        object.put("Internal", spec.internal())
                .put("Attachable", spec.attachable())
                .put("Ingress", spec.ingress());
        object.putObject("ConfigFrom").put("Network", "");
        object.put("ConfigOnly", false).putObject("Containers");
        object.set("Options", Json.map(spec.options()));
        object.set("Labels", Json.map(spec.labels()));
        return object;
    }

    private static ObjectNode ipam(NetworkSpec spec) {
        ObjectNode ipam = Json.object().put("Driver", spec.ipamDriver());
        ipam.set("Options", Json.mapOrNull(spec.ipamOptions()));
        ArrayNode config = ipam.putArray("Config");
        for (NetworkSpec.Pool pool : spec.pools()) {
            ObjectNode object = config.addObject();
            put(object, "Subnet", pool.subnet());
            put(object, "IPRange", pool.range());
            put(object, "Gateway", pool.gateway());
            if (!pool.auxiliary().isEmpty()) {
                object.set("AuxiliaryAddresses", Json.map(pool.auxiliary()));
            }
        }
        return ipam;
    }

    private static void put(ObjectNode object, String name, String text) {
        if (!text.isEmpty()) {
            object.put(name, text);
        }
    }

    /** With who is on it. */
    static ObjectNode inspect(LiveNetwork network, World world) {
        ObjectNode object = summary(network);
        ObjectNode containers = object.putObject("Containers");
        for (LiveContainer container : world.containers().on(network.id())) {
            for (Endpoint endpoint : container.endpoints()) {
                if (container.isUp() && endpoint.networkId().equals(network.id())) {
                    containers.set(container.id().value(), member(container, endpoint));
                }
            }
        }
        return object;
    }

    private static ObjectNode member(LiveContainer container, Endpoint endpoint) {
        return Json.object()
                .put("Name", container.name())
                .put("EndpointID", endpoint.endpointId())
                .put("MacAddress", endpoint.macAddress())
                .put("IPv4Address", endpoint.ipv4().isEmpty() ? "" : endpoint.ipv4() + "/" + endpoint.prefixLength())
                .put("IPv6Address", "");
    }
}
