package io.rutter.agent.linux.stream;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The master side of a pseudo terminal: what the program writes is read here, what is written here it reads. */
public final class Terminal implements Closeable {
    private static final int TIOCSWINSZ = 0x5414;

    private final Descriptor master;

    Terminal(Descriptor master) {
        this.master = master;
    }

    /** Tells the program its new size; it gets SIGWINCH. */
    public void resize(int height, int width) throws HostException {
        if (!master.enter()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(8, 2);
            size.set(JAVA_SHORT, 0, (short) height);
            size.set(JAVA_SHORT, 2, (short) width);
            Libc.call("ioctl", "TIOCSWINSZ", master.number(), TIOCSWINSZ, size.address());
        } finally {
            master.leave();
        }
    }

    public InputStream input() {
        return master.input();
    }

    /** Closing it does nothing: who ends typing, or goes, does not hang up on the program. */
    public OutputStream output() {
        OutputStream typed = master.output();
        return new OutputStream() {
            @Override
            public void write(int character) throws IOException {
                typed.write(character);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                typed.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                typed.flush();
            }
        };
    }

    @Override
    public void close() {
        master.close();
    }
}
