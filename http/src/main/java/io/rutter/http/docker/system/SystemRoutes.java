package io.rutter.http.docker.system;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static io.rutter.http.docker.common.DockerDirectives.refuse;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.head;
import static org.apache.pekko.http.javadsl.server.Directives.parameterMultiMap;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.common.RequestVersion;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Moment;
import java.util.List;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code _ping}, {@code version}, {@code info}, {@code auth}, {@code events} and {@code system/df}. */
public final class SystemRoutes {
    private static final Set<String> DISK_TYPES = Set.of("container", "image", "volume", "build-cache");

    private final Engine engine;
    private final EventsRoute events;

    public SystemRoutes(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.events = new EventsRoute(engine, signals);
    }

    public Route create() {
        return concat(
                path("_ping", () -> concat(get(() -> complete(ping("OK"))), head(() -> complete(ping(""))))),
                path(
                        "version",
                        () -> get(() -> complete(Answer.ok(VersionJson.version(
                                engine.settings().build(), engine.node().host()))))),
                path(
                        "info",
                        () -> get(() -> Moment.at(
                                engine,
                                moment -> complete(
                                        Answer.ok(new InfoJson(engine, moment.world(), moment.now()).info()))))),
                path("auth", () -> post(() -> jsonBody(JsonNode.class, SystemRoutes::authenticate))),
                path("events", () -> get(() -> Moment.ownTimes(events::route))),
                path(PathMatchers.segment("system").slash("df"), () -> get(this::diskUsage)));
    }

    private HttpResponse ping(String body) {
        return HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, body))
                .addHeaders(List.of(
                        RawHeader.create("Builder-Version", "1"),
                        RawHeader.create("Cache-Control", "no-cache, no-store, must-revalidate"),
                        RawHeader.create("Pragma", "no-cache"),
                        RawHeader.create("Swarm", SwarmState.header(engine.world()))));
    }

    private static Route authenticate(JsonNode body) {
        String registry = Fields.of(body, "registry.AuthConfig").text("serveraddress");
        return refuse(new Problem.Missing("Rutter does not speak to registries yet: the credentials for "
                + (registry.isEmpty() ? "the registry" : registry) + " were not checked"));
    }

    private Route diskUsage() {
        return Moment.nowOnly(
                "sizes",
                () -> parameterMultiMap(parameters -> extractRequest(request -> {
                    Set<String> types = Set.copyOf(parameters.getOrDefault("type", List.of()));
                    types.stream().filter(type -> !DISK_TYPES.contains(type)).forEach(type -> {
                        throw Refused.invalid("unknown object type: " + type);
                    });
                    Moment present = Moment.present(engine);
                    var usage = new DiskUsage(engine, present.world(), RequestVersion.of(request), present.now());
                    return answer(Blocking.respond(() -> Answer.ok(usage.usage(types))));
                })));
    }
}
