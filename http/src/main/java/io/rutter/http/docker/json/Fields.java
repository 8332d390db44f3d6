package io.rutter.http.docker.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.http.docker.common.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of a request's body, read field by field. What is absent or null is empty; what has the wrong type is refused with
 * the words that Docker's own reader has for it, and so is a text with a NUL character.
 */
public final class Fields {
    private final String struct;
    private final String path;
    private final Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, JsonNode> inOrder = new LinkedHashMap<>();

    private Fields(String struct, String path, JsonNode object) {
        this.struct = struct;
        this.path = path;
        object.properties().forEach(field -> {
            values.put(field.getKey(), field.getValue());
            inOrder.put(field.getKey(), field.getValue());
        });
    }

    /**
     * A whole body.
     *
     * @param struct the name that Docker has for it, which its messages show
     * @throws Refused when it is no object
     */
    public static Fields of(JsonNode node, String struct) {
        if (!node.isObject() && !node.isNull()) {
            throw Refused.invalid("json: cannot unmarshal " + kind(node) + " into Go value of type " + struct);
        }
        String simple = struct.substring(struct.lastIndexOf('.') + 1);
        return new Fields(simple, "", node);
    }

    /** A body that was not sent: every field is absent. */
    public static Fields none(String struct) {
        return new Fields(struct, "", com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());
    }

    /** An object's fields; all absent where it is. */
    public Fields within(String name, String struct) {
        return object(name, struct).orElseGet(() -> none(struct.substring(struct.lastIndexOf('.') + 1)));
    }

    public boolean has(String name) {
        return node(name) != null;
    }

    public Set<String> names() {
        return inOrder.keySet();
    }

    private @Nullable JsonNode node(String name) {
        JsonNode node = values.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** Empty when absent. */
    public String text(String name) {
        String text = textOrNull(name);
        return text == null ? "" : text;
    }

    public @Nullable String textOrNull(String name) {
        JsonNode node = node(name);
        return node == null ? null : text(node, name);
    }

    private String text(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw wrong(node, name, "string");
        }
        return whole(node.textValue(), name);
    }

    /** The kernel would end the text at a NUL, and do something else than was asked for. */
    private String whole(String text, String name) {
        if (text.indexOf('\0') >= 0) {
            throw Refused.invalid("invalid " + path + name + ": a text must not contain a NUL character");
        }
        return text;
    }

    public boolean bool(String name) {
        return Boolean.TRUE.equals(boolOrNull(name));
    }

    public @Nullable Boolean boolOrNull(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isBoolean()) {
            throw wrong(node, name, "bool");
        }
        return node == null ? null : node.booleanValue();
    }

    public long number(String name) {
        Long number = numberOrNull(name);
        return number == null ? 0 : number;
    }

    public @Nullable Long numberOrNull(String name) {
        JsonNode node = node(name);
        return node == null ? null : number(node, name);
    }

    private long number(JsonNode node, String name) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(node, name, "int64");
        }
        return node.longValue();
    }

    /** A number with a fraction; 0 when absent. */
    public double decimal(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isNumber()) {
            throw wrong(node, name, "float64");
        }
        return node == null ? 0 : node.doubleValue();
    }

    public int integer(String name) {
        Integer number = integerOrNull(name);
        return number == null ? 0 : number;
    }

    public @Nullable Integer integerOrNull(String name) {
        JsonNode node = node(name);
        if (node != null && (!node.isIntegralNumber() || !node.canConvertToInt())) {
            throw wrong(node, name, "int");
        }
        return node == null ? null : node.intValue();
    }

    public List<String> texts(String name) {
        List<String> texts = textsOrNull(name);
        return texts == null ? List.of() : texts;
    }

    public @Nullable List<String> textsOrNull(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (JsonNode item : array(node, name, "[]string")) {
            texts.add(item.isNull() ? "" : text(item, name));
        }
        return texts;
    }

    /** A list of lists of texts; empty when it is not there. */
    public List<List<String>> textLists(String name) {
        JsonNode node = node(name);
        var lists = new ArrayList<List<String>>();
        if (node != null) {
            for (JsonNode inner : array(node, name, "[][]string")) {
                var texts = new ArrayList<String>();
                for (JsonNode item : array(inner, name, "[]string")) {
                    texts.add(text(item, name));
                }
                lists.add(texts);
            }
        }
        return lists;
    }

    /** A command line, which may be one text or a list of them; null when absent. */
    public @Nullable List<String> commandOrNull(String name) {
        JsonNode node = node(name);
        return node != null && node.isTextual() ? List.of(text(node, name)) : textsOrNull(name);
    }

    public List<Long> numbers(String name) {
        JsonNode node = node(name);
        var numbers = new ArrayList<Long>();
        if (node != null) {
            for (JsonNode item : array(node, name, "[]int64")) {
                numbers.add(number(item, name));
            }
        }
        return numbers;
    }

    private JsonNode array(JsonNode node, String name, String type) {
        if (!node.isArray()) {
            throw wrong(node, name, type);
        }
        return node;
    }

    /** @param type the name that Docker has for the object */
    public Optional<Fields> object(String name, String type) {
        JsonNode node = node(name);
        return node == null ? Optional.empty() : Optional.of(inner(node, name, type));
    }

    private Fields inner(JsonNode node, String name, String type) {
        if (!node.isObject() && !node.isNull()) {
            throw wrong(node, name, type);
        }
        return new Fields(type.substring(type.lastIndexOf('.') + 1), path + name + ".", node);
    }

    public List<Fields> objects(String name, String type) {
        JsonNode node = node(name);
        var objects = new ArrayList<Fields>();
        if (node != null) {
            for (JsonNode item : array(node, name, "[]" + type)) {
                objects.add(inner(item, name, type));
            }
        }
        return objects;
    }

    /** Objects by key, in their order. */
    public Map<String, Fields> objectMap(String name, String type) {
        var map = new LinkedHashMap<String, Fields>();
        for (var field : entries(name).entrySet()) {
            map.put(field.getKey(), inner(field.getValue(), name, type));
        }
        return map;
    }

    /** Lists of objects by key, in their order. */
    public Map<String, List<Fields>> objectListMap(String name, String type) {
        var map = new LinkedHashMap<String, List<Fields>>();
        for (var field : entries(name).entrySet()) {
            var list = new ArrayList<Fields>();
            if (!field.getValue().isNull()) {
                for (JsonNode item : array(field.getValue(), name, "[]" + type)) {
                    list.add(inner(item, name, type));
                }
            }
            map.put(field.getKey(), list);
        }
        return map;
    }

    public Map<String, String> textMap(String name) {
        var map = new LinkedHashMap<String, String>();
        for (var field : entries(name).entrySet()) {
            map.put(field.getKey(), field.getValue().isNull() ? "" : text(field.getValue(), name));
        }
        return map;
    }

    /** The keys of Go's set: an object of empty objects. */
    public List<String> set(String name) {
        return List.copyOf(objectMap(name, "struct {}").keySet());
    }

    private Map<String, JsonNode> entries(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isObject()) {
            throw wrong(node, name, "map[string]string");
        }
        var map = new LinkedHashMap<String, JsonNode>();
        if (node != null) {
            node.properties().forEach(field -> map.put(whole(field.getKey(), name), field.getValue()));
        }
        return map;
    }

    private Refused wrong(JsonNode node, String name, String type) {
        String shown = node.isNumber() && type.startsWith("int") ? "number " + node.asText() : kind(node);
        return Refused.invalid("json: cannot unmarshal " + shown + " into Go struct field " + struct + "." + path + name
                + " of type " + type);
    }

    private static String kind(JsonNode node) {
        return node.isBoolean() ? "bool" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
