package io.rutter.http.server.connection;

import io.rutter.http.server.peer.Peer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/** An empty SETTINGS frame and a GOAWAY with the reason: the least that HTTP/2 asks of a server that refuses. */
final class Http2Refusal {
    private static final String REASON =
            "rutter does not speak HTTP/2 on this socket yet: build with DOCKER_BUILDKIT=0, or without buildx";
    private static final int GOAWAY = 7;
    private static final int SETTINGS = 4;
    private static final int HTTP_1_1_REQUIRED = 0xd;

    private Http2Refusal() {}

    static Flow<ByteString, ByteString, NotUsed> flow(Peer peer) {
        byte[] reason = REASON.getBytes(StandardCharsets.US_ASCII);
        ByteString goAway = new ByteStringBuilder()
                .append(frameHead(reason.length + 8, GOAWAY))
                .append(fourBytes(0))
                .append(fourBytes(HTTP_1_1_REQUIRED))
                .putBytes(reason)
                .result();
        return Flow.fromSinkAndSource(
                Sink.cancelled(), Source.single(frameHead(0, SETTINGS).concat(goAway)));
    }

    /** Length in three bytes, type, no flags, stream 0. */
    private static ByteString frameHead(int length, int type) {
        return fourBytes(length << 8 | type).concat(ByteString.fromArray(new byte[5]));
    }

    private static ByteString fourBytes(int value) {
        return ByteString.fromArray(
                new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }
}
