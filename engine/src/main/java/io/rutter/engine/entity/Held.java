package io.rutter.engine.entity;

/**
 * What the shell keeps of an entity; also what the snapshot store answers with, out of World.
 *
 * @param incarnation sequence number of this life's birth; 0 before the first
 */
public record Held(State state, long incarnation) {}
