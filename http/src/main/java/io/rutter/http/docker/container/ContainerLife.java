package io.rutter.http.docker.container;

import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.intParameter;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static io.rutter.http.docker.common.DockerDirectives.refuse;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.Directives.reject;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.ContainerOrders;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.reconcile.declare.NewContainer;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.body.ContainerBody;
import io.rutter.http.docker.container.body.HostRules;
import io.rutter.http.docker.container.body.MountSources;
import io.rutter.http.docker.container.body.Signals;
import io.rutter.http.docker.container.body.UpdateBody;
import io.rutter.http.docker.json.Json;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Outcomes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/** What changes a container's life, from its declaration to its removal. */
final class ContainerLife {
    private static final int EMPTY_OBJECT_BYTES = 2;

    private final Engine engine;

    ContainerLife(Engine engine) {
        this.engine = engine;
    }

    Route create() {
        return path(
                "create",
                () -> post(() -> parameterOptional(
                        "name",
                        name -> parameterOptional(
                                "platform",
                                platform ->
                                        jsonBody(JsonNode.class, body -> create(name, platform.orElse(""), body))))));
    }

    private Route create(Optional<String> name, String platform, JsonNode body) {
        String chosen = ContainerBody.name(name);
        var read = new ContainerBody(new HostRules(engine.node().host())).read(body, platform);
        MountSources.require(read.spec().hostConfig(), engine.node());
        var request = new NewContainer(chosen, read.spec(), null);
        return extractRequest(http ->
                Outcomes.answer(orders().create(request, Asker.origin(http)), (container, more) -> {
                    var answer = Json.object().put("Id", container.id().value());
                    var warnings = answer.putArray("Warnings");
                    read.warnings().forEach(warnings::add);
                    more.forEach(warnings::add);
                    return Answer.created(answer);
                }));
    }

    /** What follows a container's name in a path, and what it does with the container of that name. */
    Map<String, Function<String, Route>> verbs() {
        return Map.of(
                "start", name -> post(() -> start(name)),
                "stop", name -> post(() -> stopping(name, this::stop)),
                "restart", name -> post(() -> stopping(name, this::restart)),
                "kill", name -> post(() -> parameterOptional("signal", signal -> kill(name, signal.orElse("")))),
                "pause", name -> post(() -> pause(name)),
                "unpause", name -> post(() -> unpause(name)),
                "rename", name -> post(() -> parameterOptional("name", to -> rename(name, to.orElse("")))),
                "update", name -> post(() -> jsonBody(JsonNode.class, body -> update(name, body))));
    }

    private Route pause(String name) {
        return simple(name, container -> origin -> Outcomes.noContent(orders().pause(container, origin)));
    }

    private Route unpause(String name) {
        return simple(name, container -> origin -> Outcomes.noContent(orders().unpause(container, origin)));
    }

    /** {@code docker rm --link web/db} names a link of a container as if it lay below it. */
    static Route unlink() {
        return boolParameter(
                "link",
                link -> link
                        ? refuse(new Problem.Missing(
                                "a link goes with its container: taking it away alone is not there yet"))
                        : reject());
    }

    private Route start(String name) {
        return extractRequest(request -> {
            if (request.entity().getContentLengthOption().orElse(0) > EMPTY_OBJECT_BYTES) {
                throw Refused.invalid(
                        "starting container with non-empty request body was deprecated since API v1.22 and"
                                + " removed in v1.24");
            }
            return simple(name, container -> origin -> Outcomes.noContent(orders().start(container, origin)));
        });
    }

    /** A signal and a grace, then what is done with them. */
    private Route stopping(String name, BiFunction<LiveContainer, Stop, Function<Origin, Route>> inner) {
        return parameterOptional(
                "signal",
                signal -> intParameter(
                        "t",
                        seconds -> simple(name, container -> origin -> {
                            var stop = new Stop(
                                    signal.filter(text -> !text.isEmpty())
                                            .map(Signals::name)
                                            .orElse(null),
                                    grace(seconds));
                            return inner.apply(container, stop).apply(origin);
                        })));
    }

    private record Stop(@Nullable String signal, @Nullable Duration grace) {}

    private static @Nullable Duration grace(OptionalInt seconds) {
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : null;
    }

    private Function<Origin, Route> stop(LiveContainer container, Stop stop) {
        return origin -> Outcomes.noContent(orders().stop(container, stop.signal(), stop.grace(), origin));
    }

    private Function<Origin, Route> restart(LiveContainer container, Stop stop) {
        return origin -> Outcomes.noContent(orders().restart(container, stop.signal(), stop.grace(), origin));
    }

    private Route kill(String name, String signal) {
        String sent = signal.isEmpty() ? "SIGKILL" : Signals.name(signal);
        return simple(name, container -> origin -> Outcomes.noContent(orders().kill(container, sent, origin)));
    }

    private Route rename(String name, String to) {
        if (to.isEmpty()) {
            throw Refused.invalid("Neither old nor new names may be empty");
        }
        String bare = to.startsWith("/") ? to.substring(1) : to;
        return simple(name, container -> origin -> {
            if (!ContainerBody.validName(bare)) {
                throw Refused.invalid("Error when allocating new name: Invalid container name (/" + bare
                        + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
            }
            return Outcomes.noContent(orders().rename(container, bare, origin));
        });
    }

    private Route update(String name, JsonNode body) {
        return simple(name, container -> origin -> {
            UpdateBody.Read read =
                    UpdateBody.read(body, container, new HostRules(engine.node().host()));
            return Outcomes.answer(orders().update(container, read.resources(), read.policy(), origin), (_, more) -> {
                var answer = Json.object();
                answer.set("Warnings", Json.nullWhenEmpty(more.isEmpty() ? read.warnings() : more));
                return Answer.ok(answer);
            });
        });
    }

    Route remove(String name) {
        return boolParameter(
                "force",
                force -> boolParameter(
                        "v",
                        volumes -> boolParameter("link", link -> {
                            if (link) {
                                throw new Refused(new Problem.Conflict(
                                        "Conflict, cannot remove the default link name of the container"));
                            }
                            return simple(
                                    name,
                                    container -> origin ->
                                            Outcomes.noContent(orders().remove(container, force, volumes, origin)));
                        })));
    }

    private Route simple(String name, Function<LiveContainer, Function<Origin, Route>> inner) {
        return extractRequest(request -> {
            Origin origin = Asker.origin(request);
            return Outcomes.found(
                    engine.world(origin).containers().find(name),
                    container -> inner.apply(container).apply(origin));
        });
    }

    private ContainerOrders orders() {
        return engine.containers();
    }
}
