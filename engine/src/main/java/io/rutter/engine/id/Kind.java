package io.rutter.engine.id;

/** The nouns that have a life in the log. The lower-case name is the first half of a persistence id. */
public enum Kind {
    CONTAINER,
    IMAGE,
    REFERENCE,
    NETWORK,
    VOLUME,
    SERVICE,
    NODE,
    SECRET,
    CONFIG,
    SWARM,
    CHANGE,
    /** The log itself: epochs, format, seal. */
    LOG;

    /** As it stands in persistence ids and in Docker's event types. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
