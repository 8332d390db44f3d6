package io.rutter.http.request;

import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.handleExceptions;
import static org.apache.pekko.http.javadsl.server.Directives.mapRouteResultFuture;
import static org.apache.pekko.http.javadsl.server.Directives.onSuccess;
import static org.apache.pekko.http.javadsl.server.Directives.toStrictEntity;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.NamedRequests.Turn;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.DockerRefusals;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
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
                    case Outcome.Ok<Turn> ok -> carriedOut(ok.value(), all);
                }));
    }

    /** Whatever becomes of it, the next one's turn comes. */
    private static Route carriedOut(Turn turn, Route all) {
        return mapRouteResultFuture(
                result -> result.whenComplete((_, _) -> turn.end()),
                () -> handleExceptions(DockerRefusals.exceptions(), () -> turn.again() ? lookedBack(turn, all) : all));
    }

    /** What the request names is what it named the first time: something else may have the name by now. */
    private static Route lookedBack(Turn turn, Route all) {
        return onSuccess(
                Blocking.call(() -> {
                    turn.lookBack();
                    return Done.getInstance();
                }),
                _ -> all);
    }

    /** For what cannot be done once: refuses a request that its client named. */
    public static Route unnamed(String what, Supplier<Route> inner) {
        return extractRequest(request -> Asker.name(request).isEmpty()
                ? inner.get()
                : DockerDirectives.refuse(new Problem.Invalid("the header " + Asker.REQUEST_ID + " is not for " + what
                        + ": that is done anew each time it is asked for, so send it without the header")));
    }
}
