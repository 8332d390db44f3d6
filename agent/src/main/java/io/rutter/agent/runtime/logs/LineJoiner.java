package io.rutter.agent.runtime.logs;

import io.rutter.engine.assignment.LogFrames.LogFrame;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of a line together that the monitor had read at different times. A very long line comes in parts. */
final class LineJoiner {
    private static final int LINE_LIMIT_BYTES = 256 * 1024;
    private static final int STREAMS = 3;

    private final ByteArrayOutputStream[] pending = new ByteArrayOutputStream[STREAMS];
    private final @Nullable Instant[] begun = new Instant[STREAMS];

    LineJoiner() {
        for (int stream = 0; stream < STREAMS; stream++) {
            pending[stream] = new ByteArrayOutputStream();
        }
    }

    /** A whole line or a large part of one, once there is one. Its time is that of its first piece. */
    Optional<LogFrame> add(LogRecord record) {
        int stream = record.stream();
        ByteArrayOutputStream line = pending[stream];
        if (begun[stream] == null) {
            begun[stream] = record.at();
        }
        line.writeBytes(record.content());
        if (record.complete()) {
            line.write('\n');
        }
        return record.complete() || line.size() >= LINE_LIMIT_BYTES ? flush(stream) : Optional.empty();
    }

    /** What a stream has left without a line end. */
    Optional<LogFrame> flush(int stream) {
        Instant at = begun[stream];
        begun[stream] = null;
        if (at == null) {
            return Optional.empty();
        }
        var frame = new LogFrame(stream, at, pending[stream].toByteArray());
        pending[stream].reset();
        return Optional.of(frame);
    }
}
