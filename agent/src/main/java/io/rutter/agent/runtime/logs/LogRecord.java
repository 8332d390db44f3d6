package io.rutter.agent.runtime.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log file: {@code 2026-01-02T03:04:05.678901234+00:00 stdout F text}.
 *
 * @param stream 1 stdout, 2 stderr
 * @param complete whether the writer ended the line here ({@code F}), or goes on ({@code P})
 * @param content without line end
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, compared nowhere
record LogRecord(Instant at, int stream, boolean complete, byte[] content) {
    private static final String STDOUT = "stdout";
    private static final String STDERR = "stderr";

    /** @return null when the bytes are no such line: a torn one, after a power cut */
    static @Nullable LogRecord parse(byte[] line, int from, int to) {
        int afterTime = indexOf(line, from, to);
        int afterStream = afterTime < 0 ? -1 : indexOf(line, afterTime + 1, to);
        int afterTag = afterStream < 0 ? -1 : indexOf(line, afterStream + 1, to);
        if (afterTag < 0) {
            return null;
        }
        String stream = ascii(line, afterTime + 1, afterStream);
        if (!stream.equals(STDOUT) && !stream.equals(STDERR)) {
            return null;
        }
        Instant at = LogTime.parse(line, from, afterTime);
        return at == null
                ? null
                : new LogRecord(
                        at,
                        stream.equals(STDOUT) ? 1 : 2,
                        line[afterStream + 1] == 'F',
                        Arrays.copyOfRange(line, afterTag + 1, to));
    }

    private static int indexOf(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static String ascii(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.US_ASCII);
    }
}
