package io.rutter.http.request;

import io.rutter.engine.entity.Origin;
import io.rutter.http.server.peer.Peer;
import java.util.UUID;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Who a request comes from, as the log keeps it. */
public final class Asker {
    /** A retry carries the same one, and is not done twice. */
    public static final String REQUEST_ID = "Rutter-Request-Id";

    /** Why, in the user's words. */
    public static final String REASON = "Rutter-Reason";

    private static final int TEXT_LIMIT = 1000;

    private Asker() {}

    public static Origin origin(HttpRequest request) {
        String id = request.getHeader(REQUEST_ID)
                .map(Asker::text)
                .filter(given -> !given.isEmpty())
                .orElseGet(() -> UUID.randomUUID().toString());
        String reason = request.getHeader(REASON)
                .map(Asker::text)
                .filter(given -> !given.isEmpty())
                .orElse(null);
        return new Origin(Peer.of(request).actor(), id, 0, reason);
    }

    private static String text(HttpHeader header) {
        String text = header.value().strip();
        return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) : text;
    }
}
