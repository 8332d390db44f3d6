package io.rutter.http.request;

import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.onSuccess;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.DockerDirectives;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * The picture that a request is answered from.
 *
 * @param world everything there was
 * @param now what {@code 3 minutes ago} is counted from
 * @param past whether it is a moment of the past
 */
public record Moment(World world, Instant now, boolean past) {
    /** An offset, a time (RFC 3339), or an age such as {@code 10m}. */
    public static final String HEADER = "Rutter-At";

    /** Answers from the moment that the header names, or from the present. Refuses: Invalid. */
    public static Route at(Engine engine, Function<Moment, Route> inner) {
        return extractRequest(request -> {
            Optional<String> asked = asked(request);
            if (asked.isEmpty()) {
                return inner.apply(present(engine));
            }
            Instant now = engine.settings().clock().instant();
            return switch (MomentText.read(asked.get(), now, engine.log())) {
                case MomentText.Unreadable unreadable ->
                    DockerDirectives.refuse(new Problem.Invalid(unreadable.sentence()));
                case MomentText.Past past ->
                    onSuccess(
                            Blocking.call(() -> engine.past(past.offset())),
                            world -> inner.apply(new Moment(world, past.time(), true)));
            };
        });
    }

    public static Moment present(Engine engine) {
        return new Moment(engine.world(), engine.settings().clock().instant(), false);
    }

    /** For what is not kept: refuses a request about the past. */
    public static Route nowOnly(String what, Supplier<Route> inner) {
        return without(what + " of the past were never recorded: ask without the header " + HEADER, inner);
    }

    /** For what names its moments itself. */
    public static Route ownTimes(Supplier<Route> inner) {
        return without("this names its moments by its own parameters: ask without the header " + HEADER, inner);
    }

    private static Route without(String refusal, Supplier<Route> inner) {
        return extractRequest(request ->
                asked(request).isPresent() ? DockerDirectives.refuse(new Problem.Invalid(refusal)) : inner.get());
    }

    /** Around all routes: the past cannot be changed. */
    public static Route guard(Route all) {
        return extractRequest(request -> writes(request) && asked(request).isPresent()
                ? DockerDirectives.refuse(
                        new Problem.Invalid("the past cannot be changed: send this without the header " + HEADER))
                : all);
    }

    private static boolean writes(HttpRequest request) {
        return !request.method().equals(HttpMethods.GET)
                && !request.method().equals(HttpMethods.HEAD)
                && !request.method().equals(HttpMethods.OPTIONS);
    }

    private static Optional<String> asked(HttpRequest request) {
        return request.getHeader(HEADER)
                .map(HttpHeader::value)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
