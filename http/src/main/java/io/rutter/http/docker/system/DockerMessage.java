package io.rutter.http.docker.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.http.docker.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of Docker's events.
 *
 * @param type container, network, volume, image, service, node, secret or config
 * @param actorId full id, or a volume's name
 * @param attributes labels and what else Docker tells, by name
 */
record DockerMessage(String type, String action, String actorId, Map<String, String> attributes, String scope) {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    DockerMessage {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /**
     * As Docker writes it, the fields of older clients included.
     *
     * @param place among the messages of one entry of the log, from 0: it keeps the order in {@code timeNano}
     */
    ObjectNode json(Instant recordedAt, int place) {
        ObjectNode object = Json.object();
        switch (type) {
            case "container" ->
                object.put("status", action).put("id", actorId).put("from", attributes.getOrDefault("image", ""));
            case "image" -> object.put("status", action).put("id", actorId);
            default -> {}
        }
        object.put("Type", type).put("Action", action);
        object.putObject("Actor").put("ID", actorId).set("Attributes", Json.map(attributes));
        return object.put("scope", scope)
                .put("time", recordedAt.getEpochSecond())
                .put("timeNano", recordedAt.getEpochSecond() * NANOS_A_SECOND + recordedAt.getNano() + place);
    }
}
