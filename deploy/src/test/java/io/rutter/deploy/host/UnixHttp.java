package io.rutter.deploy.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One request over one connection to a unix socket: the API without any client's own time. */
public final class UnixHttp {
    private static final int BUFFER_BYTES = 1 << 16;

    private UnixHttp() {}

    /** @param body chunked as the engine sent it */
    public record Answer(int status, String body) {
        /** The value of the first JSON field of that name that holds a string. */
        public String field(String name) {
            String mark = "\"" + name + "\":\"";
            int from = body.indexOf(mark) + mark.length();
            if (from < mark.length()) {
                throw new IllegalStateException("no " + name + " in " + status + " " + body);
            }
            return body.substring(from, body.indexOf('"', from));
        }
    }

    public static Answer send(Path socket, String method, String path, String json) {
        return send(socket, method, path, json, "");
    }

    /** @param headers more lines of the head, each with its end */
    public static Answer send(Path socket, String method, String path, String json, String headers) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n"
                + (body.length == 0 ? "" : "Content-Type: application/json\r\n") + "Content-Length: " + body.length
                + "\r\n" + headers + "\r\n";
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            write(channel, head.getBytes(StandardCharsets.US_ASCII));
            write(channel, body);
            return answer(readAll(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("not an answer: " + text);
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
    }
}
