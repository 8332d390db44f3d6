package io.rutter.http.docker.service;

import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.swarm.Managed;
import io.rutter.http.docker.swarm.VersionParameter;
import io.rutter.http.request.Outcomes;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /services}. */
public final class ServiceRoutes {
    private static final Set<String> FILTERS = Set.of("id", "label", "mode", "name", "runtime");

    private final Engine engine;
    private final ServiceLogs logs;

    public ServiceRoutes(Engine engine) {
        this.engine = engine;
        this.logs = new ServiceLogs(engine);
    }

    public Route create() {
        return pathPrefix(
                "services",
                () -> concat(
                        pathEndOrSingleSlash(() -> get(this::list)),
                        path("create", () -> post(() -> jsonBody(JsonNode.class, this::make))),
                        pathPrefix(PathMatchers.segment(), this::one)));
    }

    private Route one(String id) {
        return concat(
                pathEndOrSingleSlash(() -> concat(get(() -> inspect(id)), delete(() -> remove(id)))),
                path("update", () -> post(() -> update(id))),
                path("logs", () -> get(() -> logs(id))));
    }

    private Route list() {
        return boolParameter(
                "status",
                status -> Managed.list(
                        engine,
                        FILTERS,
                        (moment, filters) -> moment.world().services().all().stream()
                                .filter(service -> fits(service, filters))
                                .map(new ServiceJson(moment.world(), false, status)::service)));
    }

    private static boolean fits(LiveService service, Filters filters) {
        return filters.allowsBeginning("id", service.id())
                && filters.allowsBeginning("name", service.name())
                && filters.allows("mode", service.spec().mode().shape().word())
                && filters.allows("runtime", "container")
                && filters.allowsLabels("label", service.spec().labels());
    }

    private Route inspect(String id) {
        return boolParameter(
                "insertDefaults",
                defaults -> Managed.ask(
                        engine,
                        moment -> Outcomes.found(
                                moment.world().services().find(id),
                                service -> complete(Answer.ok(
                                        new ServiceJson(moment.world(), defaults, false).service(service))))));
    }

    private Route make(JsonNode body) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.answer(
                        engine.services().create(ServiceBody.read(Fields.of(body, "swarm.ServiceSpec")), origin),
                        service -> Answer.created(Json.object().put("ID", service.id()))));
    }

    private Route update(String id) {
        return VersionParameter.version(
                "service",
                version -> parameterOptional(
                        "rollback",
                        rollback -> jsonBody(
                                JsonNode.class,
                                body -> Managed.order(
                                        engine,
                                        (_, origin) -> Outcomes.found(
                                                engine.world(origin).services().find(id),
                                                service -> Outcomes.answer(
                                                        update(service, version, rollback.orElse(""), body, origin),
                                                        _ -> updated()))))));
    }

    private CompletionStage<Outcome<LiveService>> update(
            LiveService service, long version, String rollback, JsonNode body, Origin origin) {
        return switch (rollback) {
            case "" -> {
                ServiceSpec spec = ServiceBody.read(Fields.of(body, "swarm.ServiceSpec"));
                yield engine.services().update(service, version, spec, origin);
            }
            case "previous" -> engine.services().rollBack(service, version, origin);
            default -> throw Refused.invalid("unrecognized rollback option " + rollback);
        };
    }

    private static HttpResponse updated() {
        return Answer.ok(Json.object().putNull("Warnings"));
    }

    private Route remove(String id) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.found(
                        engine.world(origin).services().find(id),
                        service -> Outcomes.answer(
                                engine.services().remove(service, origin), _ -> HttpResponse.create())));
    }

    private Route logs(String id) {
        return Managed.ask(
                engine,
                moment -> Outcomes.found(
                        moment.world().services().find(id),
                        service -> logs.of(moment.world(), Pictures.tasks(moment.world(), service.id()))));
    }
}
