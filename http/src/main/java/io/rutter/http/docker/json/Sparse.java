package io.rutter.http.docker.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object in which what was not said is not there: empty texts, zeros, false, empty lists and maps are left out. */
public final class Sparse {
    private final ObjectNode object = Json.object();

    public Sparse text(String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            object.put(name, text);
        }
        return this;
    }

    public Sparse number(String name, long number) {
        if (number != 0) {
            object.put(name, number);
        }
        return this;
    }

    public Sparse bool(String name, boolean value) {
        if (value) {
            object.put(name, true);
        }
        return this;
    }

    public Sparse boolOrNull(String name, @Nullable Boolean value) {
        if (value != null) {
            object.put(name, value);
        }
        return this;
    }

    /** Nanoseconds; zero is left out. */
    public Sparse nanos(String name, @Nullable Duration time) {
        return time == null ? this : number(name, time.toNanos());
    }

    /** Nanoseconds, zero too; only what was never said is left out. */
    public Sparse nanosOrNull(String name, @Nullable Duration time) {
        if (time != null) {
            object.put(name, time.toNanos());
        }
        return this;
    }

    public Sparse texts(String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            object.set(name, Json.texts(texts));
        }
        return this;
    }

    public Sparse map(String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            object.set(name, Json.map(map));
        }
        return this;
    }

    /** Null and empty containers are left out. */
    public Sparse node(String name, @Nullable JsonNode node) {
        if (node != null && !(node.isContainerNode() && node.isEmpty())) {
            object.set(name, node);
        }
        return this;
    }

    /** Even when it is empty. */
    public Sparse always(String name, JsonNode node) {
        object.set(name, node);
        return this;
    }

    public ObjectNode object() {
        return object;
    }
}
