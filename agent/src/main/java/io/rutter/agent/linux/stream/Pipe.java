package io.rutter.agent.linux.stream;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A pipe: what is written at one end is read at the other.
 *
 * @param reading the end that a reader holds
 * @param writing the end that a writer holds
 */
public record Pipe(Descriptor reading, Descriptor writing) implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;

    /** A pipe between two programs: both ends block, as programs expect. */
    public static Pipe between() throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(8, 4);
            Libc.call("pipe2", "", ends.address(), O_CLOEXEC);
            return new Pipe(new Descriptor(ends.get(JAVA_INT, 0)), new Descriptor(ends.get(JAVA_INT, 4)));
        }
    }

    /** A pipe whose reading end is ours. */
    public static Pipe toUs() throws HostException {
        Pipe pipe = between();
        pipe.reading.nonBlocking();
        return pipe;
    }

    /** A pipe whose writing end is ours. */
    public static Pipe fromUs() throws HostException {
        Pipe pipe = between();
        pipe.writing.nonBlocking();
        return pipe;
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
