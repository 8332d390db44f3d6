package io.rutter.http.docker.container;

import static io.rutter.http.docker.common.DockerDirectives.filters;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.entity.Origin;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.PruneFilters;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code POST /containers/prune}: removes what does not run. */
final class ContainerPrune {
    private final Engine engine;
    private final LiveSignals signals;

    ContainerPrune(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    Route route() {
        return path(
                "prune",
                () -> post(() -> filters(
                        PruneFilters.ALLOWED,
                        given -> extractRequest(request -> {
                            var filters = new PruneFilters(
                                    given, engine.settings().clock().instant());
                            Origin origin = Asker.origin(request);
                            return DockerDirectives.answer(Blocking.respond(() -> prune(filters, origin)));
                        }))));
    }

    private HttpResponse prune(PruneFilters filters, Origin origin) throws java.io.IOException {
        List<LiveContainer> idle = engine.world(origin).containers().all().stream()
                .filter(ContainerPrune::idle)
                .filter(container -> filters.allow(
                        container.createdAt(), container.spec().config().labels()))
                .toList();
        var deleted = Json.array();
        long bytes = 0;
        for (LiveContainer container : idle) {
            long size = engine.node().containers().sizes(container.id())[0];
            Outcome<Boolean> removed = engine.containers()
                    .remove(container, false, false, origin)
                    .toCompletableFuture()
                    .join();
            if (removed instanceof Outcome.Ok<Boolean>) {
                deleted.add(container.id().value());
                bytes += size;
            }
        }
        signals.tell(LiveSignal.pruned("container", bytes));
        var answer = Json.object();
        answer.set("ContainersDeleted", deleted.isEmpty() ? null : deleted);
        return Answer.ok(answer.put("SpaceReclaimed", bytes));
    }

    private static boolean idle(LiveContainer container) {
        return container.run().phase() == Phase.CREATED || container.run().phase() == Phase.EXITED;
    }
}
