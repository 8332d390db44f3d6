package io.rutter.http.request;

import io.rutter.engine.entity.Origin;
import io.rutter.http.server.peer.Peer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Who a request comes from, as the log keeps it. */
public final class Asker {
    /** A retry carries the same one, and is not done twice. */
    public static final String REQUEST_ID = "Rutter-Request-Id";

    /** Why, in the user's words. */
    public static final String REASON = "Rutter-Reason";

    private static final int TEXT_LIMIT = 1000;
    private static final int FINGERPRINT_BYTES = 8;
    private static final Pattern VERSION = Pattern.compile("^/v[0-9.]+(?=/)");

    private Asker() {}

    public static Origin origin(HttpRequest request) {
        Optional<String> name = name(request);
        String reason = header(request, REASON)
                .map(text -> text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) : text)
                .orElse(null);
        String fingerprint = name.isPresent() ? fingerprint(request) : null;
        return new Origin(
                Peer.of(request).actor(), name.orElseGet(() -> UUID.randomUUID().toString()), 0, reason, fingerprint);
    }

    /** The name that the client gave the request. */
    static Optional<String> name(HttpRequest request) {
        return header(request, REQUEST_ID);
    }

    private static Optional<String> header(HttpRequest request, String header) {
        return request.getHeader(header).map(given -> given.value().strip()).filter(given -> !given.isEmpty());
    }

    /** Of method, path, parameters and a body that is here whole; the API's version aside. */
    private static @Nullable String fingerprint(HttpRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String path = VERSION.matcher(request.getUri().path()).replaceFirst("");
            String query = request.getUri().rawQueryString().orElse("");
            String head = request.method().name() + ' ' + path + '?' + query + '\n';
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            if (request.entity() instanceof HttpEntity.Strict strict) {
                digest.update(strict.getData().toArray());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
