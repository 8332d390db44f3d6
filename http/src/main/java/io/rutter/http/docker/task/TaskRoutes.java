package io.rutter.http.docker.task;

import static io.rutter.http.docker.common.DockerDirectives.filters;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.service.ServiceLogs;
import io.rutter.http.docker.swarm.Managed;
import io.rutter.http.request.Outcomes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /tasks}. */
public final class TaskRoutes {
    private static final Set<String> FILTERS =
            Set.of("desired-state", "id", "label", "name", "node", "service", "runtime", "_up-to-date");

    private final Engine engine;
    private final ServiceLogs logs;

    public TaskRoutes(Engine engine) {
        this.engine = engine;
        this.logs = new ServiceLogs(engine);
    }

    public Route create() {
        return pathPrefix(
                "tasks",
                () -> concat(
                        pathEndOrSingleSlash(() -> get(this::list)),
                        pathPrefix(
                                PathMatchers.segment(),
                                id -> concat(
                                        pathEndOrSingleSlash(() -> get(() -> inspect(id))),
                                        path("logs", () -> get(() -> logs(id)))))));
    }

    private Route list() {
        return filters(
                FILTERS,
                filters -> Managed.ask(engine, moment -> {
                    var json = new TaskLine(moment.world());
                    return complete(Answer.ok(Json.objects(tasks(moment.world()).stream()
                            .filter(task -> fits(moment.world(), task, filters))
                            .map(json::task)
                            .toList())));
                }));
    }

    private static List<TaskView> tasks(World world) {
        return world.services().tasks().stream()
                .map(container -> Pictures.view(world, container))
                .flatMap(Optional::stream)
                .filter(task -> !task.removing())
                .sorted(Comparator.comparing(TaskView::createdAt).reversed())
                .toList();
    }

    private boolean fits(World world, TaskView task, Filters filters) {
        var owner = task.owner();
        Optional<LiveService> service = world.services().byId(owner.serviceId());
        String name = owner.serviceName() + "." + owner.slot() + "." + owner.taskId();
        boolean upToDate = !filters.has("_up-to-date")
                || service.map(of -> of.taskVersion() == owner.specVersion()).orElse(false);
        return upToDate
                && filters.allowsBeginning("id", owner.taskId())
                && filters.allowsBeginning("name", name)
                && ofService(world, owner.serviceId(), filters)
                && onNode(world, task, filters)
                && filters.allows("desired-state", TaskLine.desired(task))
                && filters.allows("runtime", "container")
                && filters.allowsLabels(
                        "label", service.map(of -> of.spec().labels()).orElseGet(java.util.Map::of));
    }

    private static boolean ofService(World world, String serviceId, Filters filters) {
        return !filters.has("service")
                || filters.of("service").stream()
                        .anyMatch(wanted -> wanted.equals(serviceId)
                                || world.services()
                                        .find(wanted)
                                        .optional()
                                        .filter(found -> found.id().equals(serviceId))
                                        .isPresent());
    }

    private boolean onNode(World world, TaskView task, Filters filters) {
        return !filters.has("node")
                || filters.of("node").stream()
                        .map(wanted -> wanted.equals("self") ? engine.nodeId() : wanted)
                        .anyMatch(wanted -> world.services()
                                .findNode(wanted)
                                .optional()
                                .filter(node -> node.id().equals(task.nodeId()))
                                .isPresent());
    }

    private Route inspect(String id) {
        return Managed.ask(
                engine,
                moment -> Outcomes.found(
                        find(moment.world(), id),
                        task -> complete(Answer.ok(new TaskLine(moment.world()).task(task)))));
    }

    private Route logs(String id) {
        return Managed.ask(
                engine,
                moment -> Outcomes.found(find(moment.world(), id), task -> logs.of(moment.world(), List.of(task))));
    }

    private static Found<TaskView> find(World world, String id) {
        List<TaskView> matches = tasks(world).stream()
                .filter(task -> task.owner().taskId().startsWith(id))
                .toList();
        return switch (matches.size()) {
            case 1 -> new Found.One<>(matches.getFirst());
            case 0 -> new Found.None<>(new Problem.NotFound("task " + id + " not found"));
            default ->
                new Found.None<>(
                        new Problem.Invalid("task " + id + " is ambiguous (" + matches.size() + " matches found)"));
        };
    }
}
