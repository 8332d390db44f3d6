package io.rutter.persistence.wire;

import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.NetworkId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a value of any record of the wire in which every field is set to something that can be told from its default. */
final class SampleMaker {
    private static final String DIGITS = "0123456789abcdef".repeat(4);

    /** Values for types whose constructors take only well-formed text. */
    private static final Map<Class<?>, Object> GIVEN = Map.of(
            ContainerId.class, new ContainerId(DIGITS),
            NetworkId.class, new NetworkId(DIGITS),
            ImageId.class, new ImageId("sha256:" + DIGITS));

    private int count;

    Object make(Class<?> type) {
        try {
            return value(type, "value");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type + " can be made: say how in SampleMaker", e);
        }
    }

    private Object value(Type type, String name) throws ReflectiveOperationException {
        return switch (type) {
            case ParameterizedType generic -> collection(generic, name);
            case Class<?> plain -> plain(plain, name);
            default -> throw new IllegalStateException("a sample of " + type);
        };
    }

    private Object collection(ParameterizedType type, String name) throws ReflectiveOperationException {
        Type[] of = type.getActualTypeArguments();
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Map.class) {
            return Map.of(value(of[0], name + "-key"), value(of[1], name + "-value"));
        }
        return raw == Set.class ? Set.of(value(of[0], name)) : List.of(value(of[0], name));
    }

    private Object plain(Class<?> type, String name) throws ReflectiveOperationException {
        if (GIVEN.containsKey(type)) {
            return GIVEN.get(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[type.getEnumConstants().length - 1];
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isSealed()) {
            return plain(type.getPermittedSubclasses()[0], name);
        }
        if (type == byte[].class) {
            return new byte[] {1, 2, 3};
        }
        return scalar(type, name);
    }

    private Object scalar(Class<?> type, String name) {
        count++;
        return switch (type.getSimpleName()) {
            case "String" -> name;
            case "int", "Integer" -> count;
            case "long", "Long" -> (long) count;
            case "double", "Double" -> count + 0.5;
            case "boolean", "Boolean" -> true;
            case "Instant" -> Instant.parse("2026-01-02T03:04:05.678901234Z").plusSeconds(count);
            case "Duration" -> Duration.ofSeconds(count, 5);
            default -> throw new IllegalStateException("a sample of " + type);
        };
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getGenericType(), components[i].getName());
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
