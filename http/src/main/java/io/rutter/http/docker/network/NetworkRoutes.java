package io.rutter.http.docker.network;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.filters;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.network.NetworkSpec;
import io.rutter.engine.swarm.Swarm;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.body.NetworkingBody;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import io.rutter.http.request.PruneFilters;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /networks}. */
public final class NetworkRoutes {
    private final Engine engine;
    private final LiveSignals signals;

    public NetworkRoutes(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    public Route create() {
        return pathPrefix(
                "networks",
                () -> concat(
                        pathEndOrSingleSlash(() -> get(() -> filters(
                                NetworkFilters.ALLOWED,
                                filters -> Moment.at(engine, moment -> complete(list(moment, filters)))))),
                        path("create", () -> post(() -> jsonBody(JsonNode.class, this::make))),
                        path("prune", () -> post(() -> filters(PruneFilters.ALLOWED, this::prune))),
                        pathPrefix(PathMatchers.segment(), this::one)));
    }

    private static HttpResponse list(Moment moment, Filters filters) {
        return Answer.ok(Json.objects(new NetworkFilters(moment.world(), filters)
                .select().stream().map(NetworkJson::summary).toList()));
    }

    private Route make(JsonNode body) {
        NetworkSpec spec = NetworkBody.read(body);
        boolean alone = engine.world().live(Swarm.KEY, LiveSwarm.class).isEmpty();
        if (alone && !spec.driver().equals("overlay") && !spec.scope().equals("local")) {
            throw new Refused(new Problem.Forbidden("cannot create a swarm scoped network when swarm is not active"));
        }
        if (alone && spec.driver().equals("overlay")) {
            throw new Refused(new Problem.Unavailable("This node is not a swarm manager. Use \"docker swarm init\" or"
                    + " \"docker swarm join\" to connect this node to swarm and try again."));
        }
        return extractRequest(request -> Outcomes.answer(
                engine.networks().create(spec, Asker.origin(request)),
                (LiveNetwork network) ->
                        Answer.created(Json.object().put("Id", network.id()).put("Warning", ""))));
    }

    private Route one(String name) {
        return concat(
                pathEndOrSingleSlash(() -> concat(
                        get(() -> parameterOptional(
                                "scope",
                                scope -> Moment.at(
                                        engine,
                                        moment -> Outcomes.found(
                                                moment.world().networks().find(name),
                                                network -> inspect(network, scope.orElse(""), moment, name))))),
                        delete(() -> extractRequest(request -> remove(name, Asker.origin(request)))))),
                path("connect", () -> post(() -> jsonBody(JsonNode.class, body -> connect(name, body)))),
                path("disconnect", () -> post(() -> jsonBody(JsonNode.class, body -> disconnect(name, body)))));
    }

    private Route remove(String name, Origin origin) {
        return Outcomes.found(
                engine.world(origin).networks().find(name),
                network -> Outcomes.noContent(engine.networks().remove(network, origin)));
    }

    private static Route inspect(LiveNetwork network, String scope, Moment moment, String name) {
        return scope.isEmpty() || scope.equals(network.spec().scope())
                ? complete(Answer.ok(NetworkJson.inspect(network, moment.world())))
                : complete(Answer.problem(new Problem.NotFound("network " + name + " not found")));
    }

    private Route connect(String name, JsonNode body) {
        Fields fields = Fields.of(body, "types.NetworkConnect");
        return between(name, fields, (container, network) -> origin -> {
            EndpointConfig config = NetworkingBody.endpoint(
                    network.spec().name(), fields.within("EndpointConfig", "network.EndpointSettings"));
            return engine.containers().connect(container, network, config, origin);
        });
    }

    private Route disconnect(String name, JsonNode body) {
        Fields fields = Fields.of(body, "types.NetworkDisconnect");
        boolean force = fields.bool("Force");
        return between(
                name,
                fields,
                (container, network) -> origin -> engine.containers().disconnect(container, network, force, origin));
    }

    /** What is asked of a network and the container that the body names. */
    private Route between(
            String name,
            Fields fields,
            BiFunction<LiveContainer, LiveNetwork, Function<Origin, CompletionStage<Outcome<Boolean>>>> asked) {
        return extractRequest(request -> {
            Origin origin = Asker.origin(request);
            World world = engine.world(origin);
            LiveContainer container = container(world, fields);
            return Outcomes.found(
                    world.networks().find(name),
                    network -> Outcomes.answer(
                            asked.apply(container, network).apply(origin), (Boolean _) -> HttpResponse.create()));
        });
    }

    private static LiveContainer container(World world, Fields fields) {
        String reference = fields.text("Container");
        if (reference.isEmpty()) {
            throw Refused.invalid("invalid name or ID supplied: \"\"");
        }
        return switch (world.containers().find(reference)) {
            case io.rutter.engine.world.Found.One<LiveContainer> one -> one.thing();
            case io.rutter.engine.world.Found.None<LiveContainer> none -> throw new Refused(none.problem());
        };
    }

    private Route prune(Filters given) {
        return extractRequest(request -> {
            var filters = new PruneFilters(given, engine.settings().clock().instant());
            Origin origin = Asker.origin(request);
            return answer(Blocking.respond(() -> prune(filters, origin)));
        });
    }

    private HttpResponse prune(PruneFilters filters, Origin origin) {
        World world = engine.world(origin);
        List<LiveNetwork> unused = world.networks().all().stream()
                .filter(network -> !network.predefined() && !network.spec().ingress())
                .filter(network -> world.containers().on(network.id()).isEmpty())
                .filter(network ->
                        filters.allow(network.createdAt(), network.spec().labels()))
                .toList();
        ArrayNode deleted = Json.array();
        for (LiveNetwork network : unused) {
            Outcome<Boolean> removed = engine.networks()
                    .remove(network, origin)
                    .toCompletableFuture()
                    .join();
            if (removed instanceof Outcome.Ok<Boolean>) {
                deleted.add(network.spec().name());
            }
        }
        signals.tell(LiveSignal.pruned("network", 0));
        var answer = Json.object();
        answer.set("NetworksDeleted", deleted.isEmpty() ? null : deleted);
        return Answer.ok(answer);
    }
}
