package io.rutter.http.docker.config;

import static io.rutter.http.docker.common.DockerDirectives.filters;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.config.Config.LiveConfig;
import io.rutter.engine.config.ConfigSpec;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.swarm.Managed;
import io.rutter.http.docker.swarm.VersionParameter;
import io.rutter.http.request.Outcomes;
import java.util.Base64;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /configs}. */
public final class ConfigRoutes {
    private static final Set<String> FILTERS = Set.of("id", "label", "name", "names");

    private final Engine engine;

    public ConfigRoutes(Engine engine) {
        this.engine = engine;
    }

    public Route create() {
        return pathPrefix(
                "configs",
                () -> concat(
                        pathEndOrSingleSlash(() -> get(this::list)),
                        path("create", () -> post(() -> jsonBody(JsonNode.class, this::make))),
                        pathPrefix(
                                PathMatchers.segment(),
                                id -> concat(
                                        pathEndOrSingleSlash(
                                                () -> concat(get(() -> inspect(id)), delete(() -> remove(id)))),
                                        path("update", () -> post(() -> update(id)))))));
    }

    private Route list() {
        return filters(
                FILTERS,
                filters -> Managed.ask(
                        engine,
                        moment -> complete(Answer.ok(Json.objects(moment.world().services().configs().stream()
                                .filter(config -> fits(config, filters))
                                .map(ConfigRoutes::json)
                                .toList())))));
    }

    private static boolean fits(LiveConfig config, Filters filters) {
        String name = config.spec().name();
        boolean id = !filters.has("id") || filters.of("id").stream().anyMatch(config.id()::startsWith);
        boolean named = !filters.has("name") || filters.of("name").stream().anyMatch(name::startsWith);
        return id
                && named
                && filters.allows("names", name)
                && filters.allowsLabels("label", config.spec().labels());
    }

    private static ObjectNode json(LiveConfig config) {
        ObjectNode json = Json.object().put("ID", config.id());
        json.putObject("Version").put("Index", config.version());
        json.put("CreatedAt", Json.time(config.createdAt())).put("UpdatedAt", Json.time(config.updatedAt()));
        ObjectNode spec = json.putObject("Spec").put("Name", config.spec().name());
        spec.set("Labels", Json.map(config.spec().labels()));
        spec.put("Data", config.spec().data());
        if (!config.spec().templating().isEmpty()) {
            spec.putObject("Templating").put("Name", config.spec().templating());
        }
        return json;
    }

    private Route make(JsonNode body) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.answer(
                        engine.services().createConfig(spec(body), origin),
                        config -> Answer.created(Json.object().put("ID", config.id()))));
    }

    private static ConfigSpec spec(JsonNode body) {
        Fields fields = Fields.of(body, "swarm.ConfigSpec");
        var templating = fields.object("Templating", "swarm.Driver");
        return new ConfigSpec(
                fields.text("Name"),
                fields.textMap("Labels"),
                data(fields.text("Data")),
                templating.map(each -> each.text("Name")).orElse(""));
    }

    /** Checked only: what is kept stays in base64. */
    private static String data(String base64) {
        try {
            return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            throw Refused.invalid("illegal base64 data at input byte 0");
        }
    }

    private Route inspect(String id) {
        return Managed.ask(
                engine,
                moment -> Outcomes.found(
                        moment.world().services().findConfig(id), config -> complete(Answer.ok(json(config)))));
    }

    private Route remove(String id) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.found(
                        engine.world().services().findConfig(id),
                        config -> Outcomes.noContent(engine.services().removeConfig(config, origin))));
    }

    private Route update(String id) {
        return VersionParameter.version(
                "config",
                version -> jsonBody(
                        JsonNode.class,
                        body -> Managed.order(
                                engine,
                                (_, origin) -> Outcomes.found(
                                        engine.world().services().findConfig(id),
                                        config -> Outcomes.answer(
                                                engine.services().updateConfig(config, version, spec(body), origin),
                                                _ -> HttpResponse.create())))));
    }
}
