package io.rutter.http.server.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the requests of one connection to their answers, in order; notes when each answer is complete. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int CLIENT_CLOSED = 499;

    private final ClientConnection connection;
    private final Function<HttpRequest, CompletionStage<HttpResponse>> route;
    private final Materializer materializer;

    Answers(
            ClientConnection connection,
            Function<HttpRequest, CompletionStage<HttpResponse>> route,
            Materializer materializer) {
        this.connection = connection;
        this.route = route;
        this.materializer = materializer;
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
            return connection.arm(
                    response, takeover.get().with(usedOrEnded(takeover.get().flow())), log);
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

    /** What an answer holds open is let go when its client is gone before the answer was begun. */
    private Source<ByteString, ?> usedOrEnded(Source<ByteString, ?> data) {
        AtomicBoolean used = new AtomicBoolean();
        connection.whenGone(() -> {
            if (used.compareAndSet(false, true)) {
                data.runWith(Sink.cancelled(), materializer);
            }
        });
        return Source.fromMaterializer((_, _) -> used.compareAndSet(false, true)
                ? data.mapMaterializedValue(_ -> NotUsed.getInstance())
                : Source.empty());
    }

    private Flow<ByteString, ByteString, ?> usedOrEnded(Flow<ByteString, ByteString, ?> flow) {
        AtomicBoolean used = new AtomicBoolean();
        connection.whenGone(() -> {
            if (used.compareAndSet(false, true)) {
                Source.<ByteString>empty().via(flow).runWith(Sink.cancelled(), materializer);
            }
        });
        return Flow.fromMaterializer((_, _) -> used.compareAndSet(false, true)
                ? flow.mapMaterializedValue(_ -> NotUsed.getInstance())
                : Flow.fromSinkAndSource(Sink.cancelled(), Source.empty()));
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
        var data = usedOrEnded(entity.getDataBytes()).via(watch);
        var length = entity.getContentLengthOption();
        return switch (entity) {
            case HttpEntity.CloseDelimited _ -> HttpEntities.createCloseDelimited(entity.getContentType(), data);
            case HttpEntity.Default _
            when length.isPresent() -> HttpEntities.create(entity.getContentType(), length.getAsLong(), data);
            default -> HttpEntities.createChunked(entity.getContentType(), data);
        };
    }
}
