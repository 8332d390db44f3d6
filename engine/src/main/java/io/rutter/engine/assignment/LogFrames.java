package io.rutter.engine.assignment;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reading of a log, in order. Closing it ends a following that waits. */
public interface LogFrames extends Closeable {
    /** Next frame, or null at the end. Blocks while following. */
    @Nullable
    LogFrame next() throws IOException;

    /**
     * A line, or a part of a very long one.
     *
     * @param stream 1 stdout, 2 stderr
     * @param bytes with its line end where there was one
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through once, compared nowhere
    record LogFrame(int stream, Instant at, byte[] bytes) {}
}
