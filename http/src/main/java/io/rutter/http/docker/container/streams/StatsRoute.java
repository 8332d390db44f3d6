package io.rutter.http.docker.container.streams;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static org.apache.pekko.http.javadsl.server.Directives.complete;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations.Stats;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerJson;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Outcomes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** {@code GET /containers/{id}/stats}: a sample, or one each second until the client goes or the container does. */
final class StatsRoute {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Engine engine;

    StatsRoute(Engine engine) {
        this.engine = engine;
    }

    Route route(String name) {
        return boolParameter(
                "stream",
                true,
                stream -> boolParameter(
                        "one-shot",
                        oneShot -> Outcomes.found(
                                engine.world().containers().find(name),
                                container -> stream ? stream(container) : once(container, oneShot))));
    }

    private Route once(LiveContainer container, boolean oneShot) {
        return answer(Blocking.respond(() -> {
            Optional<Stats> before = Optional.empty();
            if (!oneShot && container.isUp()) {
                before = sample(container);
                Thread.sleep(EVERY);
            }
            return Answer.ok(StatsJson.stats(container, sample(container).orElse(null), before.orElse(null)));
        }));
    }

    private Route stream(LiveContainer container) {
        Source<ByteString, ?> samples = Source.tick(Duration.ZERO, EVERY, "sample")
                .takeWhile(_ -> engine.world().container(container.id().value()).isPresent())
                .mapAsync(1, _ -> Blocking.call(() -> sample(container)))
                .statefulMapConcat(() -> {
                    Previous previous = new Previous();
                    return sample -> {
                        ObjectNode told = StatsJson.stats(container, sample.orElse(null), previous.stats);
                        previous.stats = sample.orElse(null);
                        return java.util.List.of(DockerJson.write(told));
                    };
                });
        return complete(Answer.jsonStream(samples));
    }

    private static final class Previous {
        private @Nullable Stats stats;
    }

    /** Empty when it does not run, or stops running meanwhile. */
    private Optional<Stats> sample(LiveContainer container) throws IOException {
        boolean up = engine.world()
                .container(container.id().value())
                .filter(LiveContainer::isUp)
                .isPresent();
        if (!up) {
            return Optional.empty();
        }
        try {
            return Optional.of(engine.node().containers().stats(container.id()));
        } catch (io.rutter.engine.assignment.ContainerOperations.RefusedException _) {
            return Optional.empty();
        }
    }
}
