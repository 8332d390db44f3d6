package io.rutter.http.server.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The moment at which a client is gone. For work that has no stream which would be cancelled. */
public final class Departure {
    static final AttributeKey<Departure> KEY = AttributeKey.create("rutter-departure", Departure.class);

    private final CompletableFuture<Done> gone = new CompletableFuture<>();

    Departure() {}

    void happens() {
        gone.complete(Done.getInstance());
    }

    /** Done when the connection of the request is closed; never fails. */
    public static CompletionStage<Done> of(HttpRequest request) {
        return request.getAttribute(KEY)
                .<CompletionStage<Done>>map(departure -> departure.gone.minimalCompletionStage())
                .orElseGet(CompletableFuture::new);
    }
}
