package io.rutter.persistence.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.rutter.engine.log.Encoded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Turns registered records into bytes and back.
 *
 * <p>A field that is not stored comes back as its default (null goes to the record's constructor); a stored field that the record
 * does not have is left out; an older version goes through its migrations; an unknown type or a newer version stops.
 */
public final class WireCodec {
    private final Map<Integer, Entry> byId = new HashMap<>();
    private final Map<Class<?>, Entry> byClass = new HashMap<>();
    private final ObjectMapper mapper;

    /** A type with what Jackson made for it, when it is first used: to make all at the start costs 10 MB and a good part of it. */
    private final class Entry {
        private final WireType type;
        private volatile @Nullable ObjectWriter writer;
        private volatile @Nullable ObjectReader reader;

        Entry(WireType type) {
            this.type = type;
        }

        WireType type() {
            return type;
        }

        ObjectWriter writer() {
            ObjectWriter made = writer;
            if (made == null) {
                made = mapper.writerFor(type.type());
                writer = made;
            }
            return made;
        }

        ObjectReader reader() {
            ObjectReader made = reader;
            if (made == null) {
                made = mapper.readerFor(type.type());
                reader = made;
            }
            return made;
        }
    }

    /** With the types of {@link WireTypes}. */
    public WireCodec() {
        this(WireTypes.ALL);
    }

    public WireCodec(List<WireType> types) {
        Map<Class<?>, WireType> classes = new HashMap<>();
        Map<String, WireType> names = new HashMap<>();
        for (WireType type : types) {
            if (classes.put(type.type(), type) != null | names.put(type.name(), type) != null) {
                throw new IllegalStateException("registered twice: " + type);
            }
        }
        mapper = mapper(new SealedNames(classes, names));
        for (WireType type : types) {
            var entry = new Entry(type);
            if (byId.put(type.id(), entry) != null) {
                throw new IllegalStateException("wire id registered twice: " + type);
            }
            byClass.put(type.type(), entry);
        }
    }

    private static ObjectMapper mapper(SealedNames names) {
        return CBORMapper.builder()
                .addModule(new TimeModule())
                .addModule(new SimpleModule().addDeserializer(String.class, new StringPool()))
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .setDefaultTyping(names.resolver())
                .build();
    }

    /** A number that changes whenever any type gains, loses or renames a field: what was folded before may lack something. */
    public long shape() {
        var sum = new CRC32C();
        byId.values().stream()
                .map(entry ->
                        entry.type().id() + Arrays.toString(entry.type().type().getRecordComponents()))
                .sorted()
                .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return sum.getValue();
    }

    /** The registered name of a type by its id. */
    public String name(int wireId) {
        Entry entry = byId.get(wireId);
        return entry == null ? "unknown type " + wireId : entry.type().name();
    }

    /** The registered name of a value's type, for people and programs. */
    public String name(Object value) {
        return entry(value).type().name();
    }

    public Encoded encode(Object value) {
        Entry entry = entry(value);
        try {
            return new Encoded(
                    entry.type().id(), entry.type().version(), entry.writer().writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException(value.getClass().getSimpleName() + " cannot be encoded", e);
        }
    }

    /** @throws UnknownWireType when the type is not in the registry, or is newer than the registry's */
    public Object decode(int wireId, int version, byte[] bytes) {
        return decode(wireId, version, bytes, 0, bytes.length);
    }

    /** As {@link #decode(int, int, byte[])}, from a part of an array. */
    public Object decode(int wireId, int version, byte[] bytes, int offset, int length) {
        Entry entry = byId.get(wireId);
        if (entry == null || version > entry.type().version()) {
            throw new UnknownWireType(
                    entry == null
                            ? "an entry of type " + wireId
                            : "an entry of " + entry.type().name() + " in version " + version);
        }
        try {
            return version == entry.type().version()
                    ? entry.reader().readValue(bytes, offset, length)
                    : raised(entry, version, mapper.readTree(bytes, offset, length));
        } catch (IOException e) {
            throw new UncheckedIOException("a stored " + entry.type().name() + " cannot be read", e);
        }
    }

    private static Object raised(Entry entry, int version, @Nullable JsonNode stored) throws IOException {
        Migration migration = entry.type().migration();
        if (migration == null || !(stored instanceof ObjectNode value)) {
            throw new IllegalStateException(
                    "no way up for version " + version + " of " + entry.type().name());
        }
        for (int from = version; from < entry.type().version(); from++) {
            migration.raise(value, from);
        }
        return entry.reader().readValue(value);
    }

    private Entry entry(Object value) {
        Entry entry = byClass.get(value.getClass());
        if (entry == null) {
            throw new IllegalStateException(value.getClass().getName()
                    + " is not in the wire registry: add a line to WireTypes and a sample beside it");
        }
        return entry;
    }
}
