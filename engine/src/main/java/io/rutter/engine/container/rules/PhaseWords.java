package io.rutter.engine.container.rules;

import io.rutter.engine.container.LiveContainer.Phase;

/** Docker's words for what a container is doing. */
public final class PhaseWords {
    private PhaseWords() {}

    /** As in {@code State.Status}. A start under way still shows as created. */
    public static String word(Phase phase) {
        return switch (phase) {
            case CREATED, STARTING -> "created";
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case RESTARTING -> "restarting";
            case EXITED -> "exited";
        };
    }
}
