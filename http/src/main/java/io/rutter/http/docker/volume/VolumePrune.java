package io.rutter.http.docker.volume;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.filters;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.Kind;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.PruneFilters;
import java.util.List;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code POST /volumes/prune}: removes what no container uses. */
final class VolumePrune {
    private static final Set<String> ALLOWED = Set.of("all", "label", "label!");

    private final Engine engine;
    private final LiveSignals signals;

    VolumePrune(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    Route route() {
        return filters(
                ALLOWED,
                given -> extractRequest(request -> {
                    var filters =
                            new PruneFilters(given, engine.settings().clock().instant());
                    boolean anonymousOnly = VolumeRoutes.anonymousOnly(request, given);
                    Origin origin = Asker.origin(request);
                    return answer(Blocking.respond(() -> prune(filters, anonymousOnly, origin)));
                }));
    }

    private HttpResponse prune(PruneFilters filters, boolean anonymousOnly, Origin origin) {
        World world = engine.world(origin);
        Set<String> used = VolumeFilters.used(world);
        List<LiveVolume> unused = world.all(Kind.VOLUME, LiveVolume.class).stream()
                .filter(volume -> !used.contains(volume.name()) && (volume.anonymous() || !anonymousOnly))
                .filter(volume -> filters.allow(volume.createdAt(), volume.labels()))
                .toList();
        ArrayNode deleted = Json.array();
        for (LiveVolume volume : unused) {
            Outcome<Boolean> removed = engine.volumes()
                    .remove(volume.name(), false, origin)
                    .toCompletableFuture()
                    .join();
            if (removed instanceof Outcome.Ok<Boolean>) {
                deleted.add(volume.name());
            }
        }
        signals.tell(LiveSignal.pruned("volume", 0));
        var answer = Json.object();
        answer.set("VolumesDeleted", deleted.isEmpty() ? null : deleted);
        return Answer.ok(answer.put("SpaceReclaimed", 0));
    }
}
