package io.rutter.http.server;

import io.rutter.http.server.connection.ClientSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A connection under TLS whose client has shown a certificate. A blocking socket of the JDK's, since that one can end one way
 * and go on the other, which attach and exec need. Only TLS 1.3 has such an end: a client of 1.2 that closes its writing half
 * gets nothing more.
 */
final class TlsSocket implements ClientSocket {
    /** A record's worth. */
    private static final int COPY_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] copy = new byte[COPY_BYTES];

    private TlsSocket(SocketChannel channel, SSLSocket socket) throws IOException {
        this.channel = channel;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * Shakes hands. On failure the channel is left to the caller.
     *
     * @param limit for the whole of it, however slowly the client sends
     */
    static TlsSocket accept(SocketChannel channel, SSLContext context, Duration limit) throws IOException {
        var done = new AtomicBoolean();
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> {
                    if (!done.get()) {
                        closeQuietly(channel);
                    }
                });
        try {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), null, true);
            socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setNeedClientAuth(true);
            socket.startHandshake();
            return new TlsSocket(channel, socket);
        } finally {
            done.set(true);
        }
    }

    /** The subject of the client's certificate, as RFC 2253 writes it. */
    String subject() throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int read = in.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        if (read > 0) {
            buffer.position(buffer.position() + read);
        }
        return read;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(copy.length, bytes.remaining());
            bytes.get(copy, 0, count);
            out.write(copy, 0, count);
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (!socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }

    /** The JDK's own close waits for a write under way, so the channel below is closed. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // The handshake that waits on it fails all the same.
        }
    }
}
