package io.rutter.http.rutter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.secret.SealedBytes;
import io.rutter.engine.world.Known;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Entries and states as JSON: our own names, in lower camel case. What opens doors is left out. */
final class EntryJson {
    /** Tokens that let a machine join. */
    private static final Set<String> HIDDEN = Set.of("workerToken", "managerToken");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, new Seconds())
                    .addSerializer(SealedBytes.class, ToStringSerializer.instance)
                    .setSerializerModifier(new WithoutTokens()))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private EntryJson() {}

    static ObjectNode entry(LogEntry entry) {
        ObjectNode object = MAPPER.createObjectNode()
                .put("offset", entry.offset())
                .put("epoch", entry.epoch())
                .put("recordedAt", entry.recordedAt().toString());
        if (entry.observedAt() != null) {
            object.put("observedAt", entry.observedAt().toString());
        }
        key(object, entry.key())
                .put("sequence", entry.sequence())
                .put("incarnation", entry.incarnation())
                .put("event", entry.event().getClass().getSimpleName());
        object.set("data", MAPPER.valueToTree(entry.event()));
        object.set("actor", MAPPER.valueToTree(entry.origin().actor()));
        object.put("request", entry.origin().requestId())
                .put("cause", entry.origin().cause());
        if (entry.origin().reason() != null) {
            object.put("reason", entry.origin().reason());
        }
        return object;
    }

    static ObjectNode state(EntityKey key, Known known) {
        State state = known.state();
        ObjectNode object = key(MAPPER.createObjectNode(), key)
                .put("state", state.getClass().getSimpleName())
                .put("sequence", known.sequence())
                .put("incarnation", known.incarnation())
                .put("changedAt", known.changedAt());
        object.set("data", MAPPER.valueToTree(state));
        return object;
    }

    private static ObjectNode key(ObjectNode object, EntityKey key) {
        return object.put("kind", key.kind().word()).put("id", key.id());
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String text(ObjectNode object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON could not be written", e);
        }
    }

    /** Seconds with a fraction. */
    private static final class Seconds extends JsonSerializer<Duration> {
        private static final double NANOS_A_SECOND = 1e9;

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.getSeconds() + value.getNano() / NANOS_A_SECOND);
        }
    }

    private static final class WithoutTokens extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
            return properties.stream()
                    .filter(property -> !HIDDEN.contains(property.getName()))
                    .toList();
        }
    }
}
