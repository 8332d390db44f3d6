package io.rutter.http.docker.container.streams;

import io.rutter.engine.assignment.IoStreams.Chunk;
import io.rutter.http.docker.common.StreamFrames;
import org.apache.pekko.util.ByteString;

/**
 * How output of a process goes to a client.
 *
 * @param raw a terminal's bytes as they are; frames otherwise
 */
record ProcessOutput(boolean raw, boolean stdout, boolean stderr) {
    boolean wants(Chunk chunk) {
        return raw ? stdout || stderr : chunk.stream() == StreamFrames.STDERR ? stderr : stdout;
    }

    ByteString bytes(Chunk chunk) {
        ByteString bytes = ByteString.fromArrayUnsafe(chunk.bytes());
        return raw ? bytes : StreamFrames.frame(chunk.stream(), bytes);
    }
}
