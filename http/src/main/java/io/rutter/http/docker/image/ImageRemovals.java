package io.rutter.http.docker.image;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.filters;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.ImageOrders.Removal;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.PruneFilters;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** Images and names that go. */
final class ImageRemovals {
    private static final Set<String> PRUNE_FILTERS = Set.of("dangling", "until", "label", "label!");

    private final Engine engine;
    private final LiveSignals signals;

    ImageRemovals(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    Route remove(String name) {
        return boolParameter(
                "force",
                force -> extractRequest(request -> answer(engine.images()
                        .remove(name, force, Asker.origin(request))
                        .thenCompose(outcome -> Blocking.respond(() -> switch (outcome) {
                            case Outcome.Ok<List<Removal>> ok -> Answer.ok(told(freed(ok.value())));
                            case Outcome.Refused<List<Removal>> refused -> Answer.problem(refused.problem());
                        })))));
    }

    /** The log has them removed: their files may go, unless the image is there again by now. */
    private List<Removal> freed(List<Removal> removals) throws IOException {
        for (Removal removal : removals) {
            if (removal instanceof Removal.Deleted deleted
                    && engine.world().images().byId(new ImageId(deleted.id())).isEmpty()) {
                engine.node().images().forget(new ImageId(deleted.id()));
            }
        }
        return removals;
    }

    private static ArrayNode told(List<Removal> removals) {
        ArrayNode array = Json.array();
        removals.forEach(removal -> array.add(one(removal)));
        return array;
    }

    private static ObjectNode one(Removal removal) {
        return switch (removal) {
            case Removal.Untagged untagged -> Json.object().put("Untagged", untagged.name());
            case Removal.Deleted deleted -> Json.object().put("Deleted", deleted.id());
        };
    }

    Route prune() {
        return filters(
                PRUNE_FILTERS,
                given -> extractRequest(request -> {
                    Instant now = engine.settings().clock().instant();
                    var ages = new PruneFilters(given, now);
                    boolean danglingOnly = given.bool("dangling").orElse(true);
                    Origin origin = Asker.origin(request);
                    return answer(Blocking.respond(() -> prune(ages, danglingOnly, origin)));
                }));
    }

    private HttpResponse prune(PruneFilters ages, boolean danglingOnly, Origin origin) throws IOException {
        World world = engine.world(origin);
        Set<String> used = world.containers().all().stream()
                .map(container -> container.imageId().value())
                .collect(Collectors.toSet());
        long before = engine.node().images().layersSizeBytes();
        var removals = new ArrayList<Removal>();
        for (var listed : new ImageFilters(world, Filters.NONE, Instant.MAX).select()) {
            LiveImage image = listed.image();
            boolean spared = danglingOnly && !listed.names().isEmpty() || used.contains(image.id());
            if (!spared && ages.allow(ImageJson.created(image), image.config().labels())) {
                Outcome<List<Removal>> removed = engine.images()
                        .remove(image.id(), true, origin)
                        .toCompletableFuture()
                        .join();
                if (removed instanceof Outcome.Ok<List<Removal>> ok) {
                    removals.addAll(freed(ok.value()));
                }
            }
        }
        long freedBytes = Math.max(0, before - engine.node().images().layersSizeBytes());
        signals.tell(LiveSignal.pruned("image", freedBytes));
        ObjectNode answer = Json.object();
        answer.set("ImagesDeleted", removals.isEmpty() ? null : told(removals));
        return Answer.ok(answer.put("SpaceReclaimed", freedBytes));
    }
}
