package io.rutter.http.docker.container;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.filters;
import static io.rutter.http.docker.common.DockerDirectives.intParameter;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations;
import io.rutter.engine.assignment.ContainerOperations.ContainerPaths;
import io.rutter.engine.assignment.ContainerOperations.HealthLog;
import io.rutter.engine.assignment.ContainerOperations.ProcessList;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.json.ContainerJson;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/** Lists and single looks at containers: of now, or of the moment that is asked about. */
final class ContainerReads {
    private final Engine engine;
    private final LiveSignals signals;

    ContainerReads(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    Route list() {
        return path(
                "json",
                () -> get(() -> boolParameter(
                        "all",
                        all -> boolParameter(
                                "size",
                                size -> limit(limit -> filters(
                                        ContainerFilters.ALLOWED,
                                        filters -> Moment.at(
                                                engine,
                                                moment -> answer(Blocking.respond(
                                                        () -> list(moment, all, size, limit, filters))))))))));
    }

    private static Route limit(java.util.function.IntFunction<Route> inner) {
        return parameterOptional("limit", _ -> intParameter("limit", limit -> inner.apply(limit.orElse(0))));
    }

    private HttpResponse list(Moment moment, boolean all, boolean size, int limit, Filters filters) throws IOException {
        var json = new ContainerJson(moment.world(), engine.node().host());
        var listed = new ArrayList<ObjectNode>();
        for (LiveContainer container : new ContainerFilters(moment.world(), filters).select(all, limit)) {
            listed.add(json.summary(container, moment.now(), sizes(container, size && !moment.past())));
        }
        return Answer.ok(Json.objects(listed));
    }

    private long @Nullable [] sizes(LiveContainer container, boolean asked) throws IOException {
        return asked ? engine.node().containers().sizes(container.id()) : null;
    }

    /** What follows a container's name in a path, and what it does with the container of that name. */
    Map<String, Function<String, Route>> verbs() {
        return Map.of(
                "json", name -> get(() -> boolParameter("size", size -> inspect(name, size))),
                "top", name -> get(() -> parameterOptional("ps_args", arguments -> top(name, arguments.orElse("")))),
                "changes", name -> get(() -> changes(name)));
    }

    private Route inspect(String name, boolean size) {
        return Moment.at(
                engine,
                moment -> Outcomes.found(
                        moment.world().containers().find(name),
                        container -> answer(Blocking.respond(() -> {
                            boolean present = !moment.past();
                            ContainerOperations node = engine.node().containers();
                            ContainerPaths paths = present ? node.paths(container.id()) : ContainerJson.NO_PATHS;
                            HealthLog probes = present ? node.healthLog(container.id()) : HealthLog.NONE;
                            return Answer.ok(new ContainerJson(
                                            moment.world(), engine.node().host())
                                    .inspect(container, paths, probes, sizes(container, size && present)));
                        }))));
    }

    private Route top(String name, String arguments) {
        return Moment.nowOnly(
                "processes",
                () -> Outcomes.found(
                        engine.world().containers().find(name),
                        container -> answer(Blocking.respond(() -> {
                            requireRunning(container);
                            ProcessList list = engine.node()
                                    .containers()
                                    .top(container.id(), arguments.isBlank() ? List.of("-ef") : words(arguments));
                            signals.tell(LiveSignal.of(container, "top"));
                            return Answer.ok(processes(list));
                        }))));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private static ObjectNode processes(ProcessList list) {
        ObjectNode object = Json.object();
        var rows = object.putArray("Processes");
        list.processes().forEach(row -> rows.add(Json.texts(row)));
        object.set("Titles", Json.texts(list.titles()));
        return object;
    }

    private static void requireRunning(LiveContainer container) {
        if (!container.isUp()) {
            throw new Refused(
                    new io.rutter.engine.entity.Problem.Conflict("Container " + container.id() + " is not running"));
        }
    }

    private Route changes(String name) {
        return Moment.nowOnly(
                "changes of files",
                () -> Outcomes.found(
                        engine.world().containers().find(name),
                        container -> answer(Blocking.respond(() -> {
                            ContainerOperations node = engine.node().containers();
                            var list = Json.array();
                            new java.util.TreeMap<>(node.changes(container.id()))
                                    .forEach((path, kind) ->
                                            list.addObject().put("Path", path).put("Kind", kind));
                            return list.isEmpty() ? Answer.ok(Json.array().nullNode()) : Answer.ok(list);
                        }))));
    }
}
