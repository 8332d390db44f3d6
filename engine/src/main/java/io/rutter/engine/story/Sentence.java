package io.rutter.engine.story;

import io.rutter.engine.entity.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact, told.
 *
 * @param offset of its entry
 * @param at when it happened, by the clock of who saw or decided it
 * @param cause offset of the entry that led to it; 0 for none
 * @param words a sentence without its full stop
 * @param reason the user's or controller's words; null when not given
 */
public record Sentence(
        long offset,
        Instant at,
        Actor actor,
        long cause,
        String words,
        @Nullable String reason) {}
