package io.rutter.engine.assignment;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The two directions of an attached process. Closing it detaches; the process goes on. */
public interface IoStreams extends Closeable {
    /** Input of the process; closing it is the process's end of input. Null when no input is attached. */
    @Nullable
    OutputStream stdin();

    /** Next piece of output, or null at the end. Blocks. */
    @Nullable
    Chunk next() throws IOException;

    /**
     * A piece of output.
     *
     * @param stream 1 stdout (and the terminal), 2 stderr
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through once, compared nowhere
    record Chunk(int stream, byte[] bytes) {}
}
