package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.process.Child;
import io.rutter.agent.linux.process.Pidfds;
import io.rutter.agent.linux.process.ProcessIdentity;
import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.linux.stream.Terminal;
import io.rutter.agent.runtime.ExecSession;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An exec that runs as a direct child of the engine. Its output is read even when nobody listens, so it never stands still. */
final class OciExec implements ExecSession {
    private static final int PIECE_BYTES = 32 * 1024;
    private static final int PIECES_AHEAD = 32;
    /** What a background process still writes after the command's end is waited for this long, as Docker does. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(2);

    private static final Duration SLOW_CLIENT_LOOK = Duration.ofMillis(50);

    /** From a command's first error to the runtime's note that it has started, or has not. */
    private static final Duration START_LIMIT = Duration.ofSeconds(2);

    private static final int CANNOT_RUN = 126;
    private static final Chunk END = new Chunk(0, new byte[0]);

    private final BlockingQueue<Chunk> output = new ArrayBlockingQueue<>(PIECES_AHEAD);
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Source source;
    /** Down to none when all that was written has been read. */
    private final CountDownLatch readers;

    private volatile boolean discarding;
    private volatile boolean over;
    private volatile boolean started;
    /** Why the command did not start; known before its end is. */
    private volatile @Nullable String refusal;

    /**
     * Where it comes from and where it goes.
     *
     * @param stdin null when it has no input
     * @param outputs stdout and stderr, or the terminal alone, or none
     * @param terminal null when it has none
     */
    record Source(
            Child child,
            @Nullable OutputStream stdin,
            List<InputStream> outputs,
            @Nullable Terminal terminal,
            List<Descriptor> descriptors,
            List<String> argv,
            Scratch files) {}

    /** Files that live as long as the exec. */
    record Scratch(Path process, Path complaints, Path pidFile) {
        boolean hasComplaint() {
            try {
                return Files.size(complaints) > 0;
            } catch (IOException e) {
                return false;
            }
        }

        void delete() throws IOException {
            Files.deleteIfExists(process);
            Files.deleteIfExists(complaints);
            Files.deleteIfExists(pidFile);
        }
    }

    OciExec(Source source) {
        this.source = source;
        this.readers = new CountDownLatch(source.outputs().size());
        for (int i = 0; i < source.outputs().size(); i++) {
            int stream = i + 1;
            InputStream from = source.outputs().get(i);
            Thread.ofVirtual().name("exec-output").start(() -> pump(from, stream));
        }
        source.child().exit().thenAccept(this::ended);
    }

    private void pump(InputStream from, int stream) {
        byte[] piece = new byte[PIECE_BYTES];
        try {
            int count = from.read(piece);
            while (count >= 0) {
                if (stream == 1 && source.terminal() == null || hasStarted()) {
                    put(new Chunk(stream, Arrays.copyOf(piece, count)));
                }
                count = from.read(piece);
            }
        } catch (IOException e) {
            put(new Chunk(2, ("output lost: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8)));
        } finally {
            readers.countDown();
        }
    }

    /** Nobody reads the output of a detached one: why it did not start is told to who asked for it. */
    void requireStart() throws RefusedException {
        if (hasStarted()) {
            return;
        }
        try {
            exit.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (refusal != null) {
                throw new RefusedException(new Problem.Invalid(refusal));
            }
        } catch (TimeoutException e) {
            throw new RefusedException(new Problem.Invalid("the command did not start"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exec's end is always told", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether errors are the command's own. Until it has started they are the runtime's, which are told in other words. The
     * runtime writes a pid when it has started the command and else its log, right after its error.
     */
    private boolean hasStarted() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!started && System.nanoTime() < deadline) {
            started = Files.exists(source.files().pidFile());
            if (!started && (over || source.files().hasComplaint())) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for room; who reads slowly slows the command down, who has gone does not. */
    private void put(Chunk chunk) {
        try {
            while (!discarding && !output.offer(chunk, 1, TimeUnit.SECONDS)) {
                // asked again, since the reader may have gone meanwhile
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(int code) {
        Thread.ofVirtual().name("exec-end").start(() -> finish(code));
    }

    private void finish(int code) {
        int told = code;
        try {
            if (code == 0
                    || Files.exists(source.files().pidFile())
                    || !source.files().hasComplaint()) {
                readers.await(AFTER_THE_END.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                told = CANNOT_RUN;
                String complaint = Files.readString(source.files().complaints());
                String words = RuntimeErrors.exec(complaint, source.argv());
                refusal = words.strip();
                put(new Chunk(1, (words + "\r\n").getBytes(StandardCharsets.UTF_8)));
            }
            source.files().delete();
        } catch (IOException e) {
            put(new Chunk(2, ("exec: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
            // The command's end is told however slowly somebody reads what it wrote.
            exit.complete(told);
            handOver();
            release();
            put(END);
        }
    }

    /** A client that reads slowly gets all of it; one that has gone says so by closing. */
    private void handOver() {
        try {
            int empty = 0;
            // Twice empty: a reader may hold a piece that is on its way. A process in the background may hold the pipe
            // open for ever.
            while (empty < 2 && !discarding && !readers.await(SLOW_CLIENT_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                empty = output.isEmpty() ? empty + 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        source.descriptors().forEach(Descriptor::close);
        if (source.terminal() != null) {
            source.terminal().close();
        }
    }

    @Override
    public @Nullable OutputStream stdin() {
        return source.stdin();
    }

    @Override
    public @Nullable Chunk next() throws IOException {
        try {
            Chunk chunk = output.take();
            if (chunk == END) {
                output.add(END);
                return null;
            }
            return chunk;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while reading an exec's output");
        }
    }

    @Override
    public CompletionStage<Integer> exit() {
        return exit;
    }

    @Override
    public int pid() {
        if (over) {
            return 0;
        }
        try {
            return Integer.parseInt(Files.readString(source.files().pidFile()).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void kill() {
        Optional<ProcessIdentity> command = ProcessIdentity.of(pid());
        if (command.isEmpty() || !signalled(command.get())) {
            source.child().signal(Signals.SIGKILL);
        }
    }

    private static boolean signalled(ProcessIdentity command) {
        try (Pidfds.Watch watch = Pidfds.watch(command)) {
            return watch.signal(Signals.SIGKILL);
        } catch (HostException e) {
            return false;
        }
    }

    @Override
    public void resize(int height, int width) throws IOException {
        if (source.terminal() != null) {
            source.terminal().resize(height, width);
        }
    }

    @Override
    public void close() throws IOException {
        discarding = true;
        output.clear();
        OutputStream stdin = source.stdin();
        if (stdin != null && source.terminal() == null) {
            stdin.close();
        }
    }
}
