package io.rutter.engine.world;

import io.rutter.engine.entity.State;
import java.time.Instant;

/**
 * What World knows of an entity.
 *
 * @param sequence of its last entry
 * @param incarnation sequence of its life's birth
 * @param bornAt offset of its life's birth
 * @param changedAt offset of its last entry
 * @param changed when that was recorded
 */
public record Known(State state, long sequence, long incarnation, long bornAt, long changedAt, Instant changed) {}
