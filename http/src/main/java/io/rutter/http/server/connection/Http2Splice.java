package io.rutter.http.server.connection;

import io.rutter.http.server.peer.Peer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** Takes over a connection whose first bytes are HTTP/2's preface (gRPC on the bare socket). */
@FunctionalInterface
public interface Http2Splice {
    /** The first bytes of every HTTP/2 connection (RFC 9113, 3.4). */
    ByteString PREFACE = ByteString.fromString("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /** Bytes from the client, the preface among them, to bytes for the client. */
    Flow<ByteString, ByteString, NotUsed> open(Peer peer);

    /** Refuses with a connection error that carries a sentence, so that a gRPC client shows it. */
    static Http2Splice refusing() {
        return Http2Refusal::flow;
    }
}
