package io.rutter.http.docker.image;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.optionalJsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.parameterMultiMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.assignment.ImageOperations.CommitNote;
import io.rutter.engine.assignment.ImageOperations.StoredImage;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.image.ImageConfig;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.json.Json;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Outcomes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code POST /commit}: an image of a container's files. */
final class CommitRoute {
    private static final Set<String> NO = Set.of("", "0", "false", "no", "none");

    private final Engine engine;

    CommitRoute(Engine engine) {
        this.engine = engine;
    }

    /** What is asked for beside the configuration. */
    private record Asked(Optional<String> name, boolean pause, CommitNote note) {}

    Route create() {
        return parameterMultiMap(parameters -> optionalJsonBody(JsonNode.class, body -> {
            Fields config = body.filter(JsonNode::isObject)
                    .map(given -> Fields.of(given, "container.Config"))
                    .orElseGet(() -> Fields.none("container.Config"));
            Asked asked = asked(parameters);
            return extractRequest(request -> Outcomes.found(
                    engine.world().containers().find(one(parameters, "container")),
                    container -> answer(
                            Blocking.respond(() -> committed(container, config, asked, Asker.origin(request))))));
        }));
    }

    private static Asked asked(Map<String, List<String>> parameters) {
        String repository = one(parameters, "repo");
        Optional<String> name = repository.isEmpty()
                ? Optional.empty()
                : Optional.of(ImageNames.familiar(repository, one(parameters, "tag")));
        boolean pause = !parameters.containsKey("pause") || !NO.contains(one(parameters, "pause"));
        var note = new CommitNote(
                one(parameters, "comment"),
                one(parameters, "author"),
                parameters.getOrDefault("changes", List.of()).stream()
                        .flatMap(String::lines)
                        .filter(line -> !line.isBlank())
                        .toList());
        return new Asked(name, pause, note);
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    private HttpResponse committed(LiveContainer container, Fields config, Asked asked, Origin origin)
            throws IOException {
        boolean pauses = asked.pause() && container.run().phase() == Phase.RUNNING;
        if (pauses) {
            done(engine.containers().pause(container, origin));
        }
        try {
            StoredImage image = stored(container, config, asked.note());
            done(engine.images().record(image, "commit", asked.name().stream().toList(), origin));
            String name = asked.name().orElse("");
            done(engine.containers()
                    .noteCommit(container, image.id(), name, asked.note().comment(), origin));
            return Answer.created(Json.object().put("Id", image.id().value()));
        } finally {
            if (pauses) {
                done(engine.containers().unpause(container, origin));
            }
        }
    }

    private StoredImage stored(LiveContainer container, Fields config, CommitNote note) throws IOException {
        ImageId baseId = container.imageId();
        LiveImage base = engine.world()
                .images()
                .byId(baseId)
                .orElseThrow(() -> Refused.invalid("the image " + baseId + " of the container is gone"));
        ImageConfig merged = CommitBody.merged(config, container.spec().config(), base.config());
        return engine.node()
                .images()
                .commit(
                        container.id().value(),
                        new StoredImage(baseId, base.config(), base.sizeBytes(), base.parent()),
                        merged,
                        note);
    }

    private static void done(CompletionStage<? extends Outcome<?>> stage) {
        if (stage.toCompletableFuture().join() instanceof Outcome.Refused<?> refused) {
            throw new Refused(refused.problem());
        }
    }
}
