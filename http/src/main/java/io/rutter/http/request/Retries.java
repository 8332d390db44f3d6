package io.rutter.http.request;

import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.handleExceptions;
import static org.apache.pekko.http.javadsl.server.Directives.mapResponse;
import static org.apache.pekko.http.javadsl.server.Directives.mapRouteResultFuture;
import static org.apache.pekko.http.javadsl.server.Directives.onSuccess;
import static org.apache.pekko.http.javadsl.server.Directives.toStrictEntity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.NamedRequests.Turn;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.image.ImageEvent.ImageRemoved;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.reference.ReferenceEvent.ReferenceDropped;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.DockerRefusals;
import io.rutter.http.docker.json.Json;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * Around all routes that change something: a request that its client named ({@code Rutter-Request-Id}) and sends again is answered as
 * it was the first time, as far as the log tells, and is done once.
 */
public final class Retries {
    private static final int NAME_LIMIT = 200;
    private static final Duration BODY_TIME = Duration.ofSeconds(30);
    private static final long BODY_LIMIT_BYTES = 16L * 1024 * 1024;

    private Retries() {}

    public static Route guard(Engine engine, Route all) {
        return extractRequest(request -> {
            int length = writes(request) ? Asker.name(request).orElse("").length() : 0;
            if (length > NAME_LIMIT) {
                return DockerDirectives.refuse(new Problem.Invalid(
                        "the header " + Asker.REQUEST_ID + " is longer than " + NAME_LIMIT + " characters"));
            }
            if (length == 0) {
                return all;
            }
            return isJson(request)
                    ? toStrictEntity(BODY_TIME, BODY_LIMIT_BYTES, () -> inTurn(engine, all))
                    : inTurn(engine, all);
        });
    }

    private static boolean writes(HttpRequest request) {
        return request.method().equals(HttpMethods.POST)
                || request.method().equals(HttpMethods.PUT)
                || request.method().equals(HttpMethods.DELETE);
    }

    private static boolean isJson(HttpRequest request) {
        return request.entity().getContentType().toString().startsWith("application/json");
    }

    private static Route inTurn(Engine engine, Route all) {
        return extractRequest(request ->
                onSuccess(engine.named().turn(Asker.origin(request)), outcome -> switch (outcome) {
                    case Outcome.Refused<Turn> refused -> DockerDirectives.refuse(refused.problem());
                    case Outcome.Ok<Turn> ok -> carriedOut(ok.value(), request, all);
                }));
    }

    /** Whatever becomes of it, the next one's turn comes. */
    private static Route carriedOut(Turn turn, HttpRequest request, Route all) {
        return mapRouteResultFuture(
                result -> result.whenComplete((_, _) -> turn.end()),
                () -> mapResponse(
                        response -> removedBefore(turn, request, response) ? removed(turn.before()) : response,
                        () -> handleExceptions(DockerRefusals.exceptions(), () -> all)));
    }

    /** What a request has removed is not there when it comes again. */
    private static boolean removedBefore(Turn turn, HttpRequest request, HttpResponse response) {
        return request.method().equals(HttpMethods.DELETE)
                && response.status().equals(StatusCodes.NOT_FOUND)
                && !turn.before().isEmpty();
    }

    private static HttpResponse removed(List<LogEntry> entries) {
        return switch (entries.getLast().key().kind()) {
            case IMAGE, REFERENCE -> Answer.ok(images(entries));
            case SERVICE, NODE -> HttpResponse.create();
            case CONTAINER, NETWORK, VOLUME, SECRET, CONFIG, SWARM, CHANGE, LOG -> Answer.noContent();
        };
    }

    private static ArrayNode images(List<LogEntry> entries) {
        ArrayNode lines = Json.array();
        for (LogEntry entry : entries) {
            switch (entry.event()) {
                case ReferenceDropped _ ->
                    lines.addObject().put("Untagged", entry.key().id());
                case ImageRemoved _ ->
                    lines.addObject().put("Deleted", entry.key().id());
                default -> {}
            }
        }
        return lines;
    }
}
