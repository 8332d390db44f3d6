package io.rutter.http.docker.image;

import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.filters;
import static io.rutter.http.docker.common.DockerDirectives.refuse;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.Directives.reject;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.RequestVersion;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import io.rutter.http.request.Retries;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /images}, and what else is about images alone. */
public final class ImageRoutes {
    private static final String NO_REGISTRY = "Rutter does not speak to registries yet: ";

    private final Engine engine;
    private final ImageTransfers transfers;
    private final ImageRemovals removals;

    public ImageRoutes(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.transfers = new ImageTransfers(engine);
        this.removals = new ImageRemovals(engine, signals);
    }

    public Route create() {
        return concat(
                pathPrefix(
                        "images",
                        () -> concat(
                                path("json", () -> get(this::list)),
                                path("create", () -> post(() -> Retries.unnamed("an import", transfers::create))),
                                path("load", () -> post(() -> Retries.unnamed("a load", transfers::load))),
                                path("get", () -> get(() -> Moment.nowOnly("files", transfers::saveMany))),
                                path("prune", () -> post(removals::prune)),
                                path(
                                        "search",
                                        () -> get(() -> refuse(
                                                new Problem.Missing(NO_REGISTRY + "there is nothing to search")))),
                                path(PathMatchers.remaining(), this::one))),
                path("commit", () -> post(() -> Retries.unnamed("a commit", new CommitRoute(engine)::create))),
                pathPrefix(
                        "distribution",
                        () -> get(() ->
                                refuse(new Problem.Missing(NO_REGISTRY + "the image's digest there is not known")))));
    }

    private Route list() {
        return boolParameter(
                "shared-size",
                shared -> filters(
                        ImageFilters.ALLOWED,
                        filters -> Moment.at(
                                engine,
                                moment -> extractRequest(request -> complete(list(moment, filters, request))))));
    }

    private static HttpResponse list(Moment moment, Filters filters, HttpRequest request) {
        var json = new ImageJson(moment.world(), RequestVersion.of(request));
        return Answer.ok(Json.objects(new ImageFilters(moment.world(), filters, moment.now())
                .select().stream()
                        .map(listed ->
                                json.summary(listed.image(), listed.names(), ImageJson.unknown(), ImageJson.unknown()))
                        .toList()));
    }

    /** A name may have slashes in it: what is wanted stands behind the last one. */
    private Route one(String encoded) {
        String rest = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        int slash = rest.lastIndexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        return concat(
                slash < 0
                        ? reject()
                        : switch (rest.substring(slash + 1)) {
                            case "json" ->
                                get(() -> look(
                                        name,
                                        (image, moment) ->
                                                request -> new ImageJson(moment.world(), RequestVersion.of(request))
                                                        .inspect(image)));
                            case "history" ->
                                get(() -> look(
                                        name,
                                        (image, moment) ->
                                                request -> new ImageJson(moment.world(), RequestVersion.of(request))
                                                        .history(image)));
                            case "tag" -> post(() -> tag(name));
                            case "get" -> get(() -> Moment.nowOnly("files", () -> transfers.saveOne(name)));
                            case "push" ->
                                post(() -> refuse(new Problem.Missing(
                                        NO_REGISTRY + "save the image and load it where it is wanted")));
                            default -> reject();
                        },
                delete(() -> removals.remove(rest)));
    }

    /** What is told of an image. */
    private interface Look {
        Function<HttpRequest, Object> at(LiveImage image, Moment moment);
    }

    private Route look(String name, Look look) {
        return Moment.at(
                engine,
                moment -> Outcomes.found(
                        moment.world().images().find(name),
                        image -> extractRequest(request ->
                                complete(Answer.ok(look.at(image, moment).apply(request))))));
    }

    private Route tag(String name) {
        return parameterOptional(
                "repo",
                repo -> parameterOptional(
                        "tag",
                        tag -> extractRequest(request -> tag(
                                name, ImageNames.familiar(repo.orElse(""), tag.orElse("")), Asker.origin(request)))));
    }

    private Route tag(String name, String another, Origin origin) {
        return Outcomes.found(
                engine.world(origin).images().find(name),
                image -> Outcomes.answer(
                        engine.images().tag(image, another, origin),
                        (Boolean _) -> HttpResponse.create().withStatus(StatusCodes.CREATED)));
    }
}
