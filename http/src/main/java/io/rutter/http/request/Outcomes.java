package io.rutter.http.request;

import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.world.Found;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerDirectives;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** Turns what came of an order, or of a look-up, into an answer. */
public final class Outcomes {
    private Outcomes() {}

    public static <T> Route answer(CompletionStage<Outcome<T>> outcome, Function<T, HttpResponse> whenOk) {
        return answer(outcome, (value, _) -> whenOk.apply(value));
    }

    /** The same with the warnings. */
    public static <T> Route answer(
            CompletionStage<Outcome<T>> outcome, BiFunction<T, List<String>, HttpResponse> whenOk) {
        return DockerDirectives.answer(outcome.thenApply(heard -> switch (heard) {
            case Outcome.Ok<T> ok -> whenOk.apply(ok.value(), ok.warnings());
            case Outcome.Refused<T> refused -> Answer.problem(refused.problem());
        }));
    }

    /** 204 once it is done. */
    public static <T> Route noContent(CompletionStage<Outcome<T>> outcome) {
        return answer(outcome, (T _) -> Answer.noContent());
    }

    /** Goes on with what was found, or refuses. */
    public static <T> Route found(Found<T> found, Function<T, Route> inner) {
        return switch (found) {
            case Found.One<T> one -> inner.apply(one.thing());
            case Found.None<T> none -> DockerDirectives.refuse(none.problem());
        };
    }
}
