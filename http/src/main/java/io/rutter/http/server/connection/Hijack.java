package io.rutter.http.server.connection;

import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * Answers that take the connection over: attach, exec, sessions. A client that sent an {@code Upgrade} header gets 101, an
 * older one 200 without a length; from then on the connection carries raw bytes.
 */
public final class Hijack {
    /** Bytes of a terminal, or frames for clients older than 1.42. */
    public static final String RAW_STREAM = "application/vnd.docker.raw-stream";

    /** Frames of stdout and stderr. */
    public static final String MULTIPLEXED_STREAM = "application/vnd.docker.multiplexed-stream";

    private Hijack() {}

    /**
     * The answer to give from a route. The flow is run once the head is on its way. When its input completes the client has
     * closed its writing half and still reads; when its output completes the connection is closed. A flow that cancels its
     * input lets the connection live: use {@code Flow.fromSinkAndSource} for ends that are independent.
     *
     * @param request the one that is answered
     */
    public static HttpResponse answer(HttpRequest request, String contentType, Flow<ByteString, ByteString, ?> flow) {
        String upgrade = request.getHeader("Upgrade").map(HttpHeader::value).orElse(null);
        return HttpResponse.create()
                .withStatus(StatusCodes.OK)
                .addAttribute(Takeover.KEY, new Takeover(contentType, upgrade, flow));
    }
}
