package io.rutter.http.server.connection;

import java.nio.charset.StandardCharsets;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What an answer leaves behind when it takes its connection over.
 *
 * @param upgrade protocol the client asked to change to; null for a client that did not ask
 * @param flow bytes from the client to bytes for the client; its two ends are independent
 */
record Takeover(String contentType, @Nullable String upgrade, Flow<ByteString, ByteString, ?> flow) {
    static final AttributeKey<Takeover> KEY = AttributeKey.create("rutter-takeover", Takeover.class);
    static final int SWITCHING = 101;
    static final int OK = 200;

    Takeover with(Flow<ByteString, ByteString, ?> other) {
        return new Takeover(contentType, upgrade, other);
    }

    int status() {
        return upgrade == null ? OK : SWITCHING;
    }

    /** The head as it goes over the wire, with the headers that the routes put on the answer. */
    ByteString head(HttpResponse answer) {
        StringBuilder head = new StringBuilder(upgrade == null ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 101 UPGRADED\r\n");
        line(head, "Content-Type", contentType);
        if (upgrade != null) {
            line(head, "Connection", "Upgrade");
            line(head, "Upgrade", upgrade);
        }
        for (HttpHeader header : answer.getHeaders()) {
            line(head, header.name(), header.value());
        }
        return ByteString.fromString(head.append("\r\n").toString(), StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
