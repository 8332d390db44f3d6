package io.rutter.engine.id;

import java.util.Locale;

/**
 * Which entity: its kind and its id within the kind.
 *
 * @param id never empty; what it looks like is the kind's matter
 */
public record EntityKey(Kind kind, String id) {
    public EntityKey {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an entity without an id");
        }
    }

    /** {@code kind|id}: the key of the entity's events in the log. */
    public String persistenceId() {
        return kind.word() + "|" + id;
    }

    /** The inverse of {@link #persistenceId()}. */
    public static EntityKey parse(String persistenceId) {
        int bar = persistenceId.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("not a persistence id: " + persistenceId);
        }
        return new EntityKey(
                Kind.valueOf(persistenceId.substring(0, bar).toUpperCase(Locale.ROOT)),
                persistenceId.substring(bar + 1));
    }

    public static EntityKey container(ContainerId id) {
        return new EntityKey(Kind.CONTAINER, id.value());
    }

    public static EntityKey volume(String name) {
        return new EntityKey(Kind.VOLUME, name);
    }

    public static EntityKey image(ImageId id) {
        return new EntityKey(Kind.IMAGE, id.value());
    }

    @Override
    public String toString() {
        return persistenceId();
    }
}
