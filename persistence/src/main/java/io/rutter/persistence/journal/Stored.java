package io.rutter.persistence.journal;

import io.rutter.engine.log.LogEntry;

/** An entry and the instance of the entity that wrote it, which Pekko wants back on replay. */
public record Stored(LogEntry entry, String writer) {}
