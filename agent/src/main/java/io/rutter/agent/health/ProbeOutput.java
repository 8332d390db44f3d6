package io.rutter.agent.health;

import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.IoStreams.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The beginning of what a probe has said. All of it is read, so that a probe never stands still. */
final class ProbeOutput {
    private static final int KEPT_BYTES = 4096;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    /** Reads to the end, or until interrupted. */
    void read(IoStreams streams) {
        try {
            Chunk chunk = streams.next();
            while (chunk != null) {
                add(chunk.bytes());
                chunk = streams.next();
            }
        } catch (IOException e) {
            add(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private synchronized void add(byte[] bytes) {
        int room = Math.min(bytes.length, KEPT_BYTES - kept.size());
        kept.write(bytes, 0, room);
        cut |= room < bytes.length;
    }

    /** At most 4096 bytes, and three dots where it went on. */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8) + (cut ? "..." : "");
    }
}
