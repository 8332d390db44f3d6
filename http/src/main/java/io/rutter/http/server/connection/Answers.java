package io.rutter.http.server.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the requests of one connection to their answers, in order; notes when each answer is complete. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int CLIENT_CLOSED = 499;

    private final ClientConnection connection;
    private final Function<HttpRequest, CompletionStage<HttpResponse>> route;

    Answers(ClientConnection connection, Function<HttpRequest, CompletionStage<HttpResponse>> route) {
        this.connection = connection;
        this.route = route;
    }

    Flow<HttpRequest, HttpResponse, NotUsed> flow() {
        return Flow.of(HttpRequest.class).mapAsync(1, this::answer);
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        AccessLog log = AccessLog.begin(request, connection.peer());
        return routed(connection.mark(request))
                .exceptionally(failure -> {
                    LOG.error("{} {} failed", request.method().value(), request.getUri(), failure);
                    return HttpResponse.create().withStatus(StatusCodes.INTERNAL_SERVER_ERROR);
                })
                .thenApply(response -> watched(response, log));
    }

    private CompletionStage<HttpResponse> routed(HttpRequest request) {
        try {
            return route.apply(request);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HttpResponse watched(HttpResponse response, AccessLog log) {
        var takeover = response.getAttribute(Takeover.KEY);
        if (takeover.isPresent()) {
            return connection.arm(response, takeover.get(), log);
        }
        int status = response.status().intValue();
        if (response.entity().isStrict()) {
            long bytes = response.entity().getContentLengthOption().orElse(0);
            log.end(status, bytes);
            connection.answered(status == Takeover.SWITCHING);
            return response;
        }
        return response.withEntity(watched(response.entity(), status, log));
    }

    private ResponseEntity watched(ResponseEntity entity, int status, AccessLog log) {
        AtomicLong bytes = new AtomicLong();
        var watch = Flow.of(ByteString.class)
                .map(piece -> {
                    bytes.addAndGet(piece.size());
                    return piece;
                })
                .watchTermination(Keep.right())
                .mapMaterializedValue(end -> end.whenComplete((_, failure) -> {
                    log.end(failure == null ? status : CLIENT_CLOSED, bytes.get());
                    connection.answered(false);
                }));
        var data = entity.getDataBytes().via(watch);
        var length = entity.getContentLengthOption();
        return switch (entity) {
            case HttpEntity.CloseDelimited _ -> HttpEntities.createCloseDelimited(entity.getContentType(), data);
            case HttpEntity.Default _
            when length.isPresent() -> HttpEntities.create(entity.getContentType(), length.getAsLong(), data);
            default -> HttpEntities.createChunked(entity.getContentType(), data);
        };
    }
}
