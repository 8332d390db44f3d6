package io.rutter.http.docker.secret;

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
import io.rutter.engine.secret.SealedBytes;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.secret.SecretSpec;
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

/** Every path under {@code /secrets}. */
public final class SecretRoutes {
    private static final Set<String> FILTERS = Set.of("id", "label", "name", "names");

    private final Engine engine;

    public SecretRoutes(Engine engine) {
        this.engine = engine;
    }

    public Route create() {
        return pathPrefix(
                "secrets",
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
                        moment -> complete(Answer.ok(Json.objects(moment.world().services().secrets().stream()
                                .filter(secret -> fits(secret, filters))
                                .map(SecretRoutes::json)
                                .toList())))));
    }

    private static boolean fits(LiveSecret secret, Filters filters) {
        String name = secret.spec().name();
        boolean id = !filters.has("id") || filters.of("id").stream().anyMatch(secret.id()::startsWith);
        boolean named = !filters.has("name") || filters.of("name").stream().anyMatch(name::startsWith);
        return id
                && named
                && filters.allows("names", name)
                && filters.allowsLabels("label", secret.spec().labels());
    }

    private static ObjectNode json(LiveSecret secret) {
        ObjectNode json = Json.object().put("ID", secret.id());
        json.putObject("Version").put("Index", secret.version());
        json.put("CreatedAt", Json.time(secret.createdAt())).put("UpdatedAt", Json.time(secret.updatedAt()));
        ObjectNode spec = json.putObject("Spec").put("Name", secret.spec().name());
        spec.set("Labels", Json.map(secret.spec().labels()));
        if (!secret.spec().templating().isEmpty()) {
            spec.putObject("Templating").put("Name", secret.spec().templating());
        }
        return json;
    }

    private Route make(JsonNode body) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.answer(
                        engine.services().createSecret(spec(body), origin),
                        secret -> Answer.created(Json.object().put("ID", secret.id()))));
    }

    private static SecretSpec spec(JsonNode body) {
        Fields fields = Fields.of(body, "swarm.SecretSpec");
        var driver = fields.object("Driver", "swarm.Driver");
        var templating = fields.object("Templating", "swarm.Driver");
        return new SecretSpec(
                fields.text("Name"),
                fields.textMap("Labels"),
                new SealedBytes("", data(fields.text("Data"))),
                driver.map(each -> each.text("Name")).orElse(""),
                driver.map(each -> each.textMap("Options")).orElseGet(java.util.Map::of),
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
                        moment.world().services().findSecret(id), secret -> complete(Answer.ok(json(secret)))));
    }

    private Route remove(String id) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.found(
                        engine.world().services().findSecret(id),
                        secret -> Outcomes.noContent(engine.services().removeSecret(secret, origin))));
    }

    private Route update(String id) {
        return VersionParameter.version(
                "secret",
                version -> jsonBody(
                        JsonNode.class,
                        body -> Managed.order(
                                engine,
                                (_, origin) -> Outcomes.found(
                                        engine.world().services().findSecret(id),
                                        secret -> Outcomes.answer(
                                                engine.services().updateSecret(secret, version, spec(body), origin),
                                                _ -> HttpResponse.create())))));
    }
}
