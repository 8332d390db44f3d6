package io.rutter.deploy.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends what it is given, byte for byte, waits for the head of an answer, and goes away soon after: streams have no end. */
final class RawClient implements AutoCloseable {
    private static final Duration HEAD_LIMIT = Duration.ofSeconds(20);
    private static final Duration BODY_LIMIT = Duration.ofMillis(150);
    private static final int BODY_LIMIT_BYTES = 64 * 1024;

    /** No head came in time. */
    static final int HUNG = 0;
    /** The connection was closed without an answer. */
    static final int CLOSED = -1;

    record Answer(int status, String text) {}

    private final Path socket;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fuzz-clock").factory());

    RawClient(Path socket) {
        this.socket = socket;
    }

    Answer send(FuzzRequest request) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var limit = clock.schedule(() -> close(channel), HEAD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            long begun = System.nanoTime();
            write(channel, request.bytes());
            String text = read(channel);
            limit.cancel(false);
            boolean late = System.nanoTime() - begun >= HEAD_LIMIT.toNanos();
            return text.startsWith("HTTP/1.1 ")
                    ? new Answer(Integer.parseInt(text.substring(9, 12)), text)
                    : new Answer(late ? HUNG : CLOSED, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the engine does not listen any more", e);
        }
    }

    /** An engine that has refused already reads no more: its answer counts. */
    private static void write(SocketChannel channel, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException _) {
            // What it said is read next.
        }
    }

    private String read(SocketChannel channel) {
        var all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
        boolean timed = false;
        try {
            while (all.size() < BODY_LIMIT_BYTES && channel.read(buffer.clear()) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
                if (!timed && all.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
                    clock.schedule(() -> close(channel), BODY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                    timed = true;
                }
            }
        } catch (IOException _) {
            // Closed by the clock, or by the engine.
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a socket failed", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
