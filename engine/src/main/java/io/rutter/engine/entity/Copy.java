package io.rutter.engine.entity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of what came from outside or from an older version of a record, where what is missing means empty. */
public final class Copy {
    private Copy() {}

    public static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Null stays null: nothing was said. */
    public static <T> @Nullable List<T> listOrNull(@Nullable List<T> list) {
        return list == null ? null : List.copyOf(list);
    }

    /** Keeps the order, which people see in inspect. */
    public static <K, V> Map<K, V> map(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
