package io.rutter.engine.assignment;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reading of a log, in order. Closing it ends a following that waits. */
public interface LogFrames extends Closeable {
    /** What comes next, as much as is at hand: one frame or more, in order; null at the end. Blocks while following. */
    @Nullable
    List<LogFrame> next() throws IOException;

    /**
     * A line, or a part of a very long one.
     *
     * @param stream 1 stdout, 2 stderr
     * @param bytes with its line end where there was one
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through once, compared nowhere
    record LogFrame(int stream, Instant at, byte[] bytes) {}
}
