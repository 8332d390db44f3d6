package io.rutter.http.docker.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pieces that Docker's answers are put together from. */
public final class Json {
    /** How Go writes a time that was never set. */
    public static final String ZERO_TIME = "0001-01-01T00:00:00Z";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final int NANO_DIGITS = 9;

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    public static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = NODES.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }

    /** Null for null: Go's list that was never made. */
    public static @Nullable ArrayNode textsOrNull(@Nullable Collection<String> texts) {
        return texts == null ? null : texts(texts);
    }

    /** Null for an empty list too, as where Docker keeps what was not given as null. */
    public static @Nullable ArrayNode nullWhenEmpty(Collection<String> texts) {
        return texts.isEmpty() ? null : texts(texts);
    }

    public static ArrayNode objects(List<ObjectNode> objects) {
        ArrayNode array = NODES.arrayNode(objects.size());
        array.addAll(objects);
        return array;
    }

    public static ObjectNode map(Map<String, String> map) {
        ObjectNode object = NODES.objectNode();
        map.forEach(object::put);
        return object;
    }

    public static @Nullable ObjectNode mapOrNull(Map<String, String> map) {
        return map.isEmpty() ? null : map(map);
    }

    /** Go's set: each text as a key with an empty object. */
    public static ObjectNode set(Collection<String> keys) {
        ObjectNode object = NODES.objectNode();
        keys.forEach(object::putObject);
        return object;
    }

    /** RFC 3339 in UTC with nanoseconds, zeros at the end left out; Go's zero time for null. */
    public static String time(@Nullable Instant time) {
        if (time == null) {
            return ZERO_TIME;
        }
        String seconds = SECONDS.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        return seconds + fraction(time.getNano()) + "Z";
    }

    /** A process's limit of one resource. */
    public static ObjectNode ulimit(String name, long soft, long hard) {
        return object().put("Name", name).put("Hard", hard).put("Soft", soft);
    }

    /** RFC 3339 in UTC, whole seconds. */
    public static String seconds(Instant time) {
        return SECONDS.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)) + "Z";
    }

    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = Integer.toString(nanos);
        String padded = "0".repeat(NANO_DIGITS - digits.length()) + digits;
        return "." + padded.replaceAll("0+$", "");
    }
}
