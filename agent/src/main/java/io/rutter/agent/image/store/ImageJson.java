package io.rutter.agent.image.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.agent.image.files.Digests;
import io.rutter.engine.image.ImageConfig;
import io.rutter.engine.image.ImageConfig.HealthcheckConfig;
import io.rutter.engine.image.ImageConfig.History;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** An image's configuration as the JSON that its id is the digest of. */
public final class ImageJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ImageJson() {}

    /** The same configuration always gives the same bytes. */
    public static byte[] write(ImageConfig config) {
        ObjectNode root = JSON.createObjectNode();
        root.put("architecture", config.architecture());
        text(root, "variant", config.variant());
        text(root, "author", config.author());
        text(root, "comment", config.comment());
        root.set("config", settings(config));
        if (config.created() != null) {
            root.put("created", config.created().toString());
        }
        ArrayNode history = root.putArray("history");
        config.history().forEach(each -> history.add(history(each)));
        root.put("os", config.os());
        ObjectNode files = root.putObject("rootfs");
        files.put("type", "layers");
        ArrayNode layers = files.putArray("diff_ids");
        config.diffIds().forEach(layers::add);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text can always be written", e);
        }
    }

    /**
     * Reads what any builder has written.
     *
     * @param layerSize bytes of a layer by its diff id
     */
    public static ImageConfig read(byte[] bytes, ToLongFunction<String> layerSize) throws IOException {
        JsonNode root = JSON.readTree(bytes);
        if (root == null || !root.isObject() || !root.path("rootfs").isObject()) {
            throw new IOException("invalid image configuration: no rootfs");
        }
        JsonNode config = root.path("config");
        List<String> diffIds = texts(root.path("rootfs").path("diff_ids"));
        for (String diffId : diffIds) {
            if (!Digests.wellFormed(diffId)) {
                throw new IOException("invalid image configuration: diff id " + diffId);
            }
        }
        return new ImageConfig(
                root.path("architecture").asText(),
                root.path("os").asText("linux"),
                root.path("variant").asText(),
                instant(root.path("created")),
                root.path("author").asText(),
                root.path("comment").asText(),
                texts(config.path("Cmd")),
                texts(config.path("Entrypoint")),
                texts(config.path("Env")),
                config.path("User").asText(),
                config.path("WorkingDir").asText(),
                map(config.path("Labels")),
                keys(config.path("ExposedPorts")),
                keys(config.path("Volumes")),
                config.path("StopSignal").isTextual()
                        ? config.path("StopSignal").asText()
                        : null,
                texts(config.path("Shell")),
                texts(config.path("OnBuild")),
                healthcheck(config.path("Healthcheck")),
                diffIds,
                histories(root.path("history"), diffIds, layerSize));
    }

    private static ObjectNode settings(ImageConfig config) {
        ObjectNode node = JSON.createObjectNode();
        text(node, "User", config.user());
        set(node, "ExposedPorts", config.exposedPorts());
        list(node, "Env", config.env());
        list(node, "Entrypoint", config.entrypoint());
        list(node, "Cmd", config.cmd());
        set(node, "Volumes", config.volumes());
        text(node, "WorkingDir", config.workingDir());
        if (!config.labels().isEmpty()) {
            ObjectNode labels = node.putObject("Labels");
            config.labels().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(each -> labels.put(each.getKey(), each.getValue()));
        }
        if (config.stopSignal() != null) {
            node.put("StopSignal", config.stopSignal());
        }
        list(node, "Shell", config.shell());
        list(node, "OnBuild", config.onBuild());
        HealthcheckConfig health = config.healthcheck();
        if (health != null) {
            ObjectNode tested = node.putObject("Healthcheck");
            list(tested, "Test", health.test());
            number(tested, "Interval", health.intervalNanos());
            number(tested, "Timeout", health.timeoutNanos());
            number(tested, "StartPeriod", health.startPeriodNanos());
            number(tested, "StartInterval", health.startIntervalNanos());
            number(tested, "Retries", health.retries());
        }
        return node;
    }

    private static ObjectNode history(History step) {
        ObjectNode node = JSON.createObjectNode();
        if (step.created() != null) {
            node.put("created", step.created().toString());
        }
        text(node, "created_by", step.createdBy());
        text(node, "author", step.author());
        text(node, "comment", step.comment());
        if (step.emptyLayer()) {
            node.put("empty_layer", true);
        }
        return node;
    }

    private static List<History> histories(JsonNode node, List<String> diffIds, ToLongFunction<String> layerSize) {
        List<History> found = new ArrayList<>();
        Iterator<String> layers = diffIds.iterator();
        for (JsonNode each : node) {
            boolean empty = each.path("empty_layer").asBoolean();
            long sizeBytes = !empty && layers.hasNext() ? layerSize.applyAsLong(layers.next()) : 0;
            found.add(new History(
                    instant(each.path("created")),
                    each.path("created_by").asText(),
                    each.path("author").asText(),
                    each.path("comment").asText(),
                    empty,
                    sizeBytes));
        }
        return found;
    }

    private static @Nullable HealthcheckConfig healthcheck(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        return new HealthcheckConfig(
                texts(node.path("Test")),
                node.path("Interval").asLong(),
                node.path("Timeout").asLong(),
                node.path("StartPeriod").asLong(),
                node.path("StartInterval").asLong(),
                node.path("Retries").asInt());
    }

    private static @Nullable Instant instant(JsonNode node) {
        try {
            return node.isTextual() ? Instant.parse(node.asText()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.isTextual()) {
            found.add(node.asText());
        }
        node.elements().forEachRemaining(each -> found.add(each.asText()));
        return found;
    }

    private static List<String> keys(JsonNode node) {
        List<String> found = new ArrayList<>();
        node.fieldNames().forEachRemaining(found::add);
        return found;
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> found = new LinkedHashMap<>();
        node.properties()
                .forEach(each -> found.put(each.getKey(), each.getValue().asText()));
        return found;
    }

    private static void text(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    private static void number(ObjectNode node, String name, long value) {
        if (value != 0) {
            node.put(name, value);
        }
    }

    private static void list(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(name);
            values.forEach(array::add);
        }
    }

    private static void set(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = node.putObject(name);
            values.stream().sorted().forEach(each -> object.putObject(each));
        }
    }
}
