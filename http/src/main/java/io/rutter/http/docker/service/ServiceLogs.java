package io.rutter.http.docker.service;

import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.common.UnixTime;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.LogLines;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** What the tasks of a service wrote and write, one stream of all, each line saying which task it is of. */
public final class ServiceLogs {
    private static final String LABEL = "com.docker.swarm.";
    private static final long ALL = -1;

    private final Engine engine;

    public ServiceLogs(Engine engine) {
        this.engine = engine;
    }

    /** How lines are shown. */
    private record Shown(boolean timestamps, boolean details) {}

    public Route of(World world, List<TaskView> tasks) {
        return boolParameter(
                "follow",
                follow -> boolParameter(
                        "stdout",
                        stdout -> boolParameter(
                                "stderr",
                                stderr -> parameterOptional(
                                        "since",
                                        since -> parameterOptional(
                                                "tail",
                                                tail -> shown(shown -> {
                                                    if (!stdout && !stderr) {
                                                        throw Refused.invalid(
                                                                "Bad parameters: you must choose at least one stream");
                                                    }
                                                    @Nullable Instant from = UnixTime.parse(since.orElse(""));
                                                    var query = new LogQuery(
                                                            stdout, stderr, from, null, lines(tail.orElse("")), follow);
                                                    return complete(stream(world, tasks, query, shown));
                                                }))))));
    }

    private static Route shown(java.util.function.Function<Shown, Route> inner) {
        return boolParameter(
                "timestamps",
                timestamps -> boolParameter("details", details -> inner.apply(new Shown(timestamps, details))));
    }

    private static long lines(String tail) {
        return tail.matches("\\d{1,18}") ? Long.parseLong(tail) : ALL;
    }

    private HttpResponse stream(World world, List<TaskView> tasks, LogQuery query, Shown shown) {
        Source<ByteString, NotUsed> all = Source.empty();
        for (TaskView task : tasks) {
            boolean hasLog = world.container(task.id().value())
                    .filter(container -> container.run().number() > 0)
                    .isPresent();
            if (hasLog) {
                all = all.merge(one(task, query, shown));
            }
        }
        var type = ContentTypes.create(MediaTypes.customBinary("application", "vnd.docker.multiplexed-stream", false));
        return HttpResponse.create().withEntity(HttpEntities.createChunked(type, all));
    }

    private Source<ByteString, NotUsed> one(TaskView task, LogQuery query, Shown shown) {
        String details = shown.details()
                ? LABEL + "node.id=" + task.nodeId() + "," + LABEL + "service.id="
                        + task.owner().serviceId() + "," + LABEL + "task.id="
                        + task.owner().taskId() + " "
                : "";
        return Source.lazySource(() -> Source.completionStage(
                                Blocking.call(() -> engine.node().containers().logs(task.id(), query)))
                        .flatMapConcat(new LogLines(true, shown.timestamps(), details)::all))
                .mapMaterializedValue(_ -> NotUsed.getInstance());
    }
}
