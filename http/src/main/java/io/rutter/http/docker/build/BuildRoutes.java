package io.rutter.http.docker.build;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.refuse;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.parameterMultiMap;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ImageOperations.Progress;
import io.rutter.engine.assignment.ImageOperations.StoredImage;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.image.ProgressJson;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.ProgressStream;
import io.rutter.http.request.Retries;
import io.rutter.http.request.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.Materializer;

/** {@code POST /build} and what belongs to it. */
public final class BuildRoutes {
    private static final String HOW =
            "BuildKit's protocol is not there yet: build with DOCKER_BUILDKIT=0 docker build, or DOCKER_BUILDKIT=0"
                    + " docker compose build";

    private final Engine engine;
    private final LiveSignals signals;

    public BuildRoutes(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    public Route create() {
        return concat(
                pathPrefix(
                        "build",
                        () -> concat(
                                pathEndOrSingleSlash(() -> post(() -> Retries.unnamed("a build", this::build))),
                                path("prune", () -> post(() -> complete(pruned()))),
                                path("cancel", () -> post(() -> refuse(new Problem.Missing(HOW)))))),
                path("session", () -> refuse(new Problem.Missing(HOW))),
                path("grpc", () -> refuse(new Problem.Missing(HOW))));
    }

    /** A step that was built once is an image's layer: there is no cache beside the images. */
    private HttpResponse pruned() {
        signals.tell(LiveSignal.pruned("builder", 0));
        ObjectNode object = Json.object();
        object.putNull("CachesDeleted");
        return Answer.ok(object.put("SpaceReclaimed", 0));
    }

    private Route build() {
        return parameterMultiMap(parameters -> {
            BuildParameters asked = BuildParameters.read(parameters);
            return extractRequest(request -> extractMaterializer(
                    materializer -> answer(ProgressStream.answer(tell -> build(asked, request, materializer, tell)))));
        });
    }

    private void build(BuildParameters asked, HttpRequest request, Materializer materializer, Consumer<ObjectNode> tell)
            throws IOException {
        Origin origin = Asker.origin(request);
        boolean quiet = asked.options().quiet();
        try (InputStream context = Uploads.stream(request, materializer)) {
            Consumer<Progress> progress = quiet ? _ -> {} : step -> tell.accept(ProgressJson.message(step));
            StoredImage image = engine.node().images().build(context, asked.options(), this::base, progress);
            Outcome<LiveImage> recorded = engine.images()
                    .record(image, "build", asked.names(), origin)
                    .toCompletableFuture()
                    .join();
            if (recorded instanceof Outcome.Refused<LiveImage> refused) {
                throw new Refused(refused.problem());
            }
            end(image.id(), asked, quiet, tell);
        }
    }

    private static void end(ImageId id, BuildParameters asked, boolean quiet, Consumer<ObjectNode> tell) {
        if (quiet) {
            tell.accept(stream(id.value() + "\n"));
            return;
        }
        ObjectNode aux = Json.object();
        aux.putObject("aux").put("ID", id.value());
        tell.accept(aux);
        tell.accept(stream("Successfully built " + id.shortId() + "\n"));
        asked.names().forEach(name -> tell.accept(stream("Successfully tagged " + name + "\n")));
    }

    private static ObjectNode stream(String text) {
        return Json.object().put("stream", text);
    }

    /** A base image as the log knows it at this moment. */
    private Optional<StoredImage> base(String name) {
        return engine.world()
                .images()
                .find(name)
                .optional()
                .map(image ->
                        new StoredImage(new ImageId(image.id()), image.config(), image.sizeBytes(), image.parent()));
    }
}
