package io.rutter.http.docker.image;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.refuse;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.parameterMultiMap;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.rutter.engine.assignment.ImageOperations.NamedImage;
import io.rutter.engine.assignment.ImageOperations.StoredImage;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.reference.FamiliarName;
import io.rutter.engine.world.Found;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Json;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Moment;
import io.rutter.http.request.ProgressStream;
import io.rutter.http.request.Uploads;
import io.rutter.http.request.WrittenBytes;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.Materializer;

/** Images coming in and going out as archives: import, load, save. */
final class ImageTransfers {

    private final Engine engine;

    ImageTransfers(Engine engine) {
        this.engine = engine;
    }

    /** {@code POST /images/create}: an import; a pull of what is not there is refused. */
    Route create() {
        return parameterOptional(
                "fromImage",
                image -> parameterOptional("fromSrc", source -> {
                    if (source.isEmpty() || source.get().isEmpty()) {
                        return parameterOptional("tag", tag -> pull(image.orElse(""), tag.orElse("")));
                    }
                    if (!source.get().equals("-")) {
                        return refuse(new Problem.Missing(
                                "importing from an address is not there yet: send the archive itself"));
                    }
                    return parameterMultiMap(parameters -> extractRequest(request ->
                            extractMaterializer(materializer -> importing(parameters, request, materializer))));
                }));
    }

    /** A client pulls also after a 404 that was another thing's: an image that is there must not seem to be missing. */
    private Route pull(String image, String tag) {
        String name = ImageNames.pulled(image, tag);
        return switch (Moment.present(engine).world().images().find(name)) {
            case Found.None<LiveImage> _ ->
                refuse(new Problem.Missing(
                        "Rutter does not pull images yet: build, import or load " + name + " first"));
            case Found.One<LiveImage> _ ->
                answer(ProgressStream.answer(tell -> {
                    tell.accept(Json.object().put("status", "No registry was asked: Rutter does not pull images yet"));
                    tell.accept(Json.object().put("status", "Status: Image is up to date for " + name));
                }));
        };
    }

    private Route importing(Map<String, List<String>> parameters, HttpRequest request, Materializer materializer) {
        String repository = one(parameters, "repo");
        List<String> names =
                repository.isEmpty() ? List.of() : List.of(ImageNames.familiar(repository, one(parameters, "tag")));
        List<String> changes = parameters.getOrDefault("changes", List.of());
        Origin origin = Asker.origin(request);
        String given = one(parameters, "message");
        String message = given.isEmpty() ? "Imported from -" : given;
        return answer(ProgressStream.answer(tell -> {
            try (InputStream tar = Uploads.stream(request, materializer)) {
                StoredImage image =
                        engine.node().images().importTar(tar, message, changes, one(parameters, "platform"));
                record(image, "import", names, origin);
                tell.accept(Json.object().put("status", image.id().value()));
            }
        }));
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    private void record(StoredImage image, String how, List<String> names, Origin origin) {
        Outcome<LiveImage> outcome = engine.images()
                .record(image, how, names, origin)
                .toCompletableFuture()
                .join();
        if (outcome instanceof Outcome.Refused<LiveImage> refused) {
            throw new Refused(refused.problem());
        }
    }

    /** {@code POST /images/load}. */
    Route load() {
        return boolParameter(
                "quiet",
                quiet -> extractRequest(request ->
                        extractMaterializer(materializer -> answer(ProgressStream.answer(tell -> {
                            Origin origin = Asker.origin(request);
                            try (InputStream tar = Uploads.stream(request, materializer)) {
                                List<NamedImage> loaded = engine.node().images().load(tar, progress -> {
                                    if (!quiet) {
                                        tell.accept(ProgressJson.message(progress));
                                    }
                                });
                                for (NamedImage image : loaded) {
                                    record(image.image(), "load", familiar(image.names()), origin);
                                    told(image)
                                            .forEach(line ->
                                                    tell.accept(Json.object().put("stream", line)));
                                }
                            }
                        })))));
    }

    private static List<String> familiar(List<String> names) {
        return names.stream()
                .map(name -> FamiliarName.parse(name)
                        .orElseThrow(() -> Refused.invalid("invalid reference format: " + name)))
                .toList();
    }

    private static List<String> told(NamedImage image) {
        return image.names().isEmpty()
                ? List.of("Loaded image ID: " + image.image().id() + "\n")
                : familiar(image.names()).stream()
                        .map(name -> "Loaded image: " + name + "\n")
                        .toList();
    }

    /** {@code GET /images/get?names=a&names=b}. */
    Route saveMany() {
        return parameterMultiMap(parameters -> save(parameters.getOrDefault("names", List.of())));
    }

    Route saveOne(String name) {
        return save(List.of(name));
    }

    private Route save(List<String> asked) {
        var images = new LinkedHashMap<ImageId, List<String>>();
        var world = Moment.present(engine).world();
        for (String name : asked) {
            switch (world.images().find(name)) {
                case Found.None<LiveImage> _ -> throw new Refused(new Problem.NotFound("No such image: " + name));
                case Found.One<LiveImage> one -> add(images, one.thing(), name);
            }
        }
        var tar = WrittenBytes.source(out -> engine.node().images().save(images, out));
        return complete(HttpResponse.create().withEntity(HttpEntities.createChunked(Uploads.TAR, tar)));
    }

    /** An image asked for by its id is saved without a name. */
    private static void add(Map<ImageId, List<String>> images, LiveImage image, String name) {
        var id = new ImageId(image.id());
        List<String> names = images.computeIfAbsent(id, _ -> new java.util.ArrayList<>());
        boolean byId = image.id().startsWith(name.startsWith("sha256:") ? name : "sha256:" + name);
        if (!byId) {
            FamiliarName.parse(name)
                    .filter(familiar -> !names.contains(familiar))
                    .ifPresent(names::add);
        }
    }
}
