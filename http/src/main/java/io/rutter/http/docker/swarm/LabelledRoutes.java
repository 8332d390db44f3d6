package io.rutter.http.docker.swarm;

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
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.Kind;
import io.rutter.engine.labelled.Labelled;
import io.rutter.engine.labelled.LabelledSpec;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.Services;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Json;
import io.rutter.http.request.Outcomes;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * The paths that secrets and configs have in common.
 *
 * @param kind whose word, in the plural, is the path
 */
public record LabelledRoutes<L extends Labelled<S>, S extends LabelledSpec<S>>(
        Engine engine, Kind kind, Noun<L, S> noun) {
    private static final Set<String> FILTERS = Set.of("id", "label", "name", "names");

    /** What each of the two does in its own way. */
    public interface Noun<L extends Labelled<S>, S extends LabelledSpec<S>> {
        List<L> all(Services services);

        Found<L> find(Services services, String reference);

        /** @throws Refused for what cannot be read */
        S read(JsonNode body);

        /** Adds what it shows of its data. */
        void showData(ObjectNode spec, S of);

        CompletionStage<Outcome<L>> create(S spec, Origin origin);

        CompletionStage<Outcome<Boolean>> update(L live, long version, S spec, Origin origin);

        CompletionStage<Outcome<Boolean>> remove(L live, Origin origin);
    }

    public Route create() {
        return pathPrefix(
                kind.word() + "s",
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
        return Managed.list(
                engine,
                FILTERS,
                (moment, filters) -> noun.all(moment.world().services()).stream()
                        .filter(live -> fits(live, filters))
                        .map(this::json));
    }

    private boolean fits(L live, Filters filters) {
        String name = live.spec().name();
        return filters.allowsBeginning("id", live.id())
                && filters.allowsBeginning("name", name)
                && filters.allows("names", name)
                && filters.allowsLabels("label", live.spec().labels());
    }

    private ObjectNode json(L live) {
        ObjectNode json = Json.object().put("ID", live.id());
        json.putObject("Version").put("Index", live.version());
        json.put("CreatedAt", Json.time(live.createdAt())).put("UpdatedAt", Json.time(live.updatedAt()));
        ObjectNode spec = json.putObject("Spec").put("Name", live.spec().name());
        spec.set("Labels", Json.map(live.spec().labels()));
        noun.showData(spec, live.spec());
        if (!live.spec().templating().isEmpty()) {
            spec.putObject("Templating").put("Name", live.spec().templating());
        }
        return json;
    }

    private Route make(JsonNode body) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.answer(
                        noun.create(noun.read(body), origin),
                        live -> Answer.created(Json.object().put("ID", live.id()))));
    }

    private Route inspect(String id) {
        return Managed.ask(
                engine,
                moment -> Outcomes.found(
                        noun.find(moment.world().services(), id), live -> complete(Answer.ok(json(live)))));
    }

    private Route remove(String id) {
        return Managed.order(
                engine,
                (_, origin) -> Outcomes.found(
                        noun.find(engine.world(origin).services(), id),
                        live -> Outcomes.noContent(noun.remove(live, origin))));
    }

    private Route update(String id) {
        return VersionParameter.version(
                kind.word(),
                version -> jsonBody(
                        JsonNode.class,
                        body -> Managed.order(
                                engine,
                                (_, origin) -> Outcomes.found(
                                        noun.find(engine.world(origin).services(), id),
                                        live -> Outcomes.answer(
                                                noun.update(live, version, noun.read(body), origin),
                                                _ -> HttpResponse.create())))));
    }

    /** Checked only: what is kept stays in base64. */
    public static String data(String base64) {
        try {
            return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            throw Refused.invalid("illegal base64 data at input byte 0");
        }
    }
}
