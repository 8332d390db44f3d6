package io.rutter.engine.entity;

import java.time.Instant;

/** A fact about one entity. What has happened is never refused, only folded. */
public interface Event extends Wire {
    /** When the decision was taken, or when a host saw it, by the shell's clock. */
    Instant at();
}
