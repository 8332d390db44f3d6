package io.rutter.engine.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.HashMap;

/**
 * An immutable map whose changed copies share what they have in common. Scala's, behind a small type of ours: the fastest and
 * smallest of five that were measured.
 */
public final class PersistentMap<K, V> {
    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(new HashMap<>());

    private final HashMap<K, V> map;

    private PersistentMap(HashMap<K, V> map) {
        this.map = map;
    }

    @SuppressWarnings("unchecked") // an empty map holds nothing of any type
    public static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    public @Nullable V get(K key) {
        return map.getOrElse(key, () -> null);
    }

    public PersistentMap<K, V> with(K key, V value) {
        return new PersistentMap<>(map.updated(key, value));
    }

    public PersistentMap<K, V> without(K key) {
        return map.contains(key) ? new PersistentMap<>((HashMap<K, V>) map.removed(key)) : this;
    }

    public int size() {
        return map.size();
    }

    public List<V> values() {
        var list = new ArrayList<V>(map.size());
        var iterator = map.valuesIterator();
        while (iterator.hasNext()) {
            list.add(iterator.next());
        }
        return list;
    }

    public void forEach(BiConsumer<K, V> action) {
        var iterator = map.iterator();
        while (iterator.hasNext()) {
            var pair = iterator.next();
            action.accept(pair._1(), pair._2());
        }
    }
}
