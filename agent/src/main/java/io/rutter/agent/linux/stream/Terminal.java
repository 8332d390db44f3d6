package io.rutter.agent.linux.stream;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
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

    public OutputStream output() {
        return master.output();
    }

    @Override
    public void close() {
        master.close();
    }
}
