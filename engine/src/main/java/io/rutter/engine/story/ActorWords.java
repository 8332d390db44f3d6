package io.rutter.engine.story;

import io.rutter.engine.entity.Actor;

/** Who did something. */
public final class ActorWords {
    private static final int SHORT_ID = 12;

    private ActorWords() {}

    public static String of(Actor actor) {
        return switch (actor.kind()) {
            case USER -> user(actor);
            case CONTROLLER -> "the controller " + actor.name();
            case NODE -> "node " + shortened(actor.name());
        };
    }

    static String shortened(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    private static String user(Actor actor) {
        String process = actor.process() == null ? "" : " (" + actor.process() + ")";
        String address = actor.address() == null ? "" : " from " + actor.address();
        return "user " + actor.name() + process + address;
    }
}
