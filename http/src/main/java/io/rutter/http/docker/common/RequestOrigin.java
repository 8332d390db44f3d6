package io.rutter.http.docker.common;

import io.rutter.engine.entity.Origin;
import io.rutter.http.server.Peer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Who a request is from and why, for the log: it stays with every event that the request causes. */
public final class RequestOrigin {
    /** Names the request; a retry that carries the same one is not done twice. */
    public static final String REQUEST_ID = "Rutter-Request-Id";

    /** The user's own words, which {@code rutter why} shows. */
    public static final String REASON = "Rutter-Reason";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");
    private static final int REASON_LIMIT = 500;

    private RequestOrigin() {}

    /**
     * @return with an id of its own when the client gave none
     * @throws Refused Invalid for an id or a reason that the log would not keep
     */
    public static Origin of(HttpRequest request) {
        String id = header(request, REQUEST_ID);
        String reason = header(request, REASON);
        if (id != null && !ID.matcher(id).matches()) {
            throw Refused.invalid(REQUEST_ID + ": up to 128 letters, digits, \"_\", \".\", \":\" and \"-\"");
        }
        if (reason != null && reason.length() > REASON_LIMIT) {
            throw Refused.invalid(REASON + ": up to " + REASON_LIMIT + " characters");
        }
        String named = id == null ? UUID.randomUUID().toString() : id;
        return new Origin(Peer.of(request).actor(), named, 0, reason);
    }

    private static @Nullable String header(HttpRequest request, String name) {
        return request.getHeader(name)
                .map(HttpHeader::value)
                .filter(value -> !value.isBlank())
                .orElse(null);
    }
}
