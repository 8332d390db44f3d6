package io.rutter.engine.entity;

import org.jspecify.annotations.Nullable;

/**
 * Who caused something.
 *
 * @param kind what sort of someone
 * @param name a user's name or number, a controller's name, or a node's id
 * @param process name and pid of a local process, such as {@code docker[812]}; null where there is none
 * @param address remote address of a TCP client; null on a local socket
 */
public record Actor(
        Kind kind,
        String name,
        @Nullable String process,
        @Nullable String address) implements Wire {
    /** The sorts of someone. */
    public enum Kind {
        USER,
        CONTROLLER,
        NODE
    }

    public static Actor controller(String name) {
        return new Actor(Kind.CONTROLLER, name, null, null);
    }

    public static Actor node(String nodeId) {
        return new Actor(Kind.NODE, nodeId, null, null);
    }

    public static Actor user(String name, @Nullable String process, @Nullable String address) {
        return new Actor(Kind.USER, name, process, address);
    }
}
