package io.rutter.http.docker.container.streams;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.refuse;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.ContainerOrders.Exit;
import io.rutter.engine.cluster.orders.ContainerOrders.ExitCondition;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerJson;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** What goes on for a while: waiting for an end, attaching, logs, statistics. */
public final class ContainerStreams {
    private final Engine engine;
    private final LiveSignals signals;
    private final AttachRoute attach;
    private final LogsRoute logs;
    private final StatsRoute stats;

    public ContainerStreams(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
        this.attach = new AttachRoute(engine, signals);
        this.logs = new LogsRoute(engine);
        this.stats = new StatsRoute(engine);
    }

    /** What follows a container's name in a path, and what it does with the container of that name. */
    public Map<String, Function<String, Route>> verbs() {
        return Map.of(
                "wait", name -> post(() -> parameterOptional("condition", condition -> await(name, condition))),
                "attach", name -> post(() -> attach.route(name)),
                "logs", name -> get(() -> logs.route(name)),
                "stats", name -> get(() -> Moment.nowOnly("statistics", () -> stats.route(name))),
                "resize", name -> post(() -> TerminalText.size(size -> resize(name, size))));
    }

    /** {@code GET /containers/{name}/attach/ws}. */
    public Route webSocket() {
        return path(
                PathMatchers.segment("attach").slash("ws"),
                () -> get(() -> refuse(new Problem.Missing(
                        "attaching by WebSocket is not there yet: use POST /containers/{id}/attach"))));
    }

    /** The head goes out at once: the command line waits for it before it starts the container. */
    private Route await(String name, Optional<String> condition) {
        ExitCondition until = condition(condition.orElse(""));
        return Outcomes.found(engine.world().containers().find(name), container -> {
            CompletableFuture<Outcome<Exit>> end =
                    engine.containers().awaitExit(container, until).toCompletableFuture();
            Source<ByteString, ?> body = Source.completionStage(end)
                    .map(outcome -> DockerJson.write(told(outcome)))
                    .watchTermination((_, done) -> {
                        done.whenComplete((_, _) -> end.cancel(true));
                        return done;
                    });
            return complete(Answer.jsonStream(body));
        });
    }

    private static ExitCondition condition(String text) {
        return switch (text) {
            case "", "not-running" -> ExitCondition.NOT_RUNNING;
            case "next-exit" -> ExitCondition.NEXT_EXIT;
            case "removed" -> ExitCondition.REMOVED;
            default -> throw Refused.invalid("invalid condition: \"" + text + "\"");
        };
    }

    private static ObjectNode told(Outcome<Exit> outcome) {
        return switch (outcome) {
            case Outcome.Ok<Exit> ok -> exit(ok.value());
            case Outcome.Refused<Exit> refused -> failed(refused.problem().message());
        };
    }

    private static ObjectNode exit(Exit exit) {
        ObjectNode object = Json.object().put("StatusCode", exit.code());
        if (!exit.error().isEmpty()) {
            object.putObject("Error").put("Message", exit.error());
        }
        return object;
    }

    private static ObjectNode failed(String message) {
        ObjectNode object = Json.object().put("StatusCode", 125);
        object.putObject("Error").put("Message", message);
        return object;
    }

    private Route resize(String name, TerminalSize size) {
        return Outcomes.found(
                engine.world().containers().find(name),
                container -> answer(Blocking.respond(() -> {
                    requireUp(container);
                    engine.node().containers().resize(container.id(), size);
                    signals.tell(LiveSignal.of(container, "resize", TerminalText.attributes(size)));
                    return HttpResponse.create().withStatus(StatusCodes.OK);
                })));
    }

    private static void requireUp(LiveContainer container) {
        if (!container.isUp()) {
            throw new Refused(new Problem.Conflict("Container " + container.id() + " is not running"));
        }
    }
}
