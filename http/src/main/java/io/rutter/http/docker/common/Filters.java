package io.rutter.http.docker.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Docker's filters: each name with the values of which one must fit. Given as {@code {"name":{"web":true}}} or, by older
 * clients, {@code {"name":["web"]}}.
 */
public record Filters(Map<String, Set<String>> values) {
    public static final Filters NONE = new Filters(Map.of());

    public Filters {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        values.forEach((name, some) -> copy.put(name, Collections.unmodifiableSet(new LinkedHashSet<>(some))));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads the query parameter. Refuses: Invalid, in Docker's words, for what is no such JSON and for names not allowed.
     *
     * @param text null or empty for no filters
     * @param allowed names that this list understands
     * @throws Refused as said
     */
    public static Filters parse(@Nullable String text, Set<String> allowed) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        JsonNode root = tree(text);
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            values.put(field.getKey(), valuesOf(field.getValue()));
        }
        for (String name : values.keySet()) {
            if (!allowed.contains(name)) {
                throw Refused.invalid("invalid filter '" + name + "'");
            }
        }
        return new Filters(values);
    }

    /** Values given for a name; empty when it doesn't filter. */
    public Set<String> of(String name) {
        return values.getOrDefault(name, Set.of());
    }

    public boolean has(String name) {
        return !of(name).isEmpty();
    }

    /** True when the name doesn't filter or one of its values is this one. */
    public boolean allows(String name, String value) {
        return !has(name) || of(name).contains(value);
    }

    /** True when the name doesn't filter or this value begins with one of its values. */
    public boolean allowsBeginning(String name, String value) {
        return !has(name) || of(name).stream().anyMatch(value::startsWith);
    }

    /**
     * True when the name doesn't filter or all its values ({@code key} or {@code key=value}) fit these labels. The name is
     * mostly {@code label}.
     */
    public boolean allowsLabels(String name, Map<String, String> labels) {
        return of(name).stream().allMatch(wanted -> {
            String[] parts = wanted.split("=", 2);
            String value = labels.get(parts[0]);
            return value != null && (parts.length == 1 || parts[1].equals(value));
        });
    }

    /**
     * A filter that is true or false.
     *
     * @throws Refused Invalid, in Docker's words, for other values and for both at once
     */
    public Optional<Boolean> bool(String name) {
        Set<String> given = of(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String value = given.iterator().next();
        if (given.size() == 1 && (value.equals("1") || value.equals("true"))) {
            return Optional.of(true);
        }
        if (given.size() == 1 && (value.equals("0") || value.equals("false"))) {
            return Optional.of(false);
        }
        throw Refused.invalid("invalid filter '" + name + "=[" + String.join(" ", given) + "]'");
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode root = DockerJson.mapper().readTree(text);
            if (root != null && (root.isObject() || root.isNull())) {
                return root;
            }
        } catch (JsonProcessingException _) {
            // the same refusal for whatever is no map of filters
        }
        throw Refused.invalid("invalid filter");
    }

    private static Set<String> valuesOf(JsonNode node) {
        Set<String> values = new LinkedHashSet<>();
        if (node.isObject() && node.valueStream().allMatch(JsonNode::isBoolean)) {
            node.fieldNames().forEachRemaining(values::add);
        } else if (node.isArray() && node.valueStream().allMatch(JsonNode::isTextual)) {
            node.forEach(value -> values.add(value.textValue()));
        } else if (!node.isNull()) {
            throw Refused.invalid("invalid filter");
        }
        return values;
    }
}
