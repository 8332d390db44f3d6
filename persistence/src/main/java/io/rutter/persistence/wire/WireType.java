package io.rutter.persistence.wire;

import org.jspecify.annotations.Nullable;

/**
 * A line of the registry.
 *
 * @param id never reused and never changed
 * @param version raised only when a field is renamed or changes its meaning, never for a field that is added
 * @param name never changed: tells cases of a sealed type apart inside a stored value, and names it for people and programs that
 *     read the log
 * @param type the class that stands for it today
 * @param migration from each older version to the next; null while there is only version 1
 */
public record WireType(
        int id,
        int version,
        String name,
        Class<?> type,
        @Nullable Migration migration) {
    public WireType {
        if (id < 1 || version < 1 || (version > 1 && migration == null)) {
            throw new IllegalArgumentException(
                    "a wire type has an id, a version, and a way up from older versions: " + name);
        }
    }

    static WireType type(int id, String name, Class<?> type) {
        return new WireType(id, 1, name, type, null);
    }

    static WireType type(int id, int version, String name, Class<?> type, Migration migration) {
        return new WireType(id, version, name, type, migration);
    }
}
