package io.rutter.deploy.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Asks one thing of an engine per connection. The JDK's client does not speak unix sockets. */
final class EngineClient {
    private static final int OK_LAST = 299;

    private final SocketAddress address;
    private final String shown;

    private EngineClient(SocketAddress address, String shown) {
        this.address = address;
        this.shown = shown;
    }

    /** @param host {@code unix://PATH} or {@code tcp://HOST:PORT} */
    static EngineClient of(String host) {
        if (host.startsWith("unix://")) {
            return new EngineClient(UnixDomainSocketAddress.of(host.substring("unix://".length())), host);
        }
        if (host.startsWith("tcp://")) {
            String rest = host.substring("tcp://".length());
            int colon = rest.lastIndexOf(':');
            if (colon > 0) {
                return new EngineClient(
                        new InetSocketAddress(rest.substring(0, colon), Integer.parseInt(rest.substring(colon + 1))),
                        host);
            }
        }
        throw new IllegalArgumentException("not a host: " + host + " (unix://PATH or tcp://HOST:PORT is expected)");
    }

    /** An answer whose body is read as it comes. */
    record EngineAnswer(int status, InputStream body) implements AutoCloseable {
        boolean ok() {
            return status <= OK_LAST;
        }

        String text() throws IOException {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** @throws IOException with a sentence for people when the engine cannot be reached */
    EngineAnswer get(String path, Map<String, String> headers) throws IOException {
        SocketChannel channel = connect();
        var head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: rutter\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        ByteBuffer bytes = ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return answer(new BufferedInputStream(Channels.newInputStream(channel)));
    }

    private SocketChannel connect() throws IOException {
        try {
            SocketChannel channel = address instanceof UnixDomainSocketAddress
                    ? SocketChannel.open(StandardProtocolFamily.UNIX)
                    : SocketChannel.open();
            channel.connect(address);
            return channel;
        } catch (IOException e) {
            throw new IOException("no engine answers at " + shown + ": " + e.getMessage()
                    + " (start one with `rutter engine`, or name another with --host or DOCKER_HOST)");
        }
    }

    private static EngineAnswer answer(BufferedInputStream in) throws IOException {
        String status = line(in);
        String[] words = status.split(" ", 3);
        if (words.length < 2) {
            throw new IOException("the engine answered no HTTP: " + status);
        }
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        return new EngineAnswer(Integer.parseInt(words[1]), chunked ? new ChunkedInput(in) : in);
    }

    static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }
}
