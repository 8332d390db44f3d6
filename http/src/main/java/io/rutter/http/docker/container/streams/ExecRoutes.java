package io.rutter.http.docker.container.streams;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Exec;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.body.ContainerBody;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;

/** Commands run inside running containers: declared, started, looked at, resized. */
public final class ExecRoutes {
    private final Engine engine;
    private final ExecStart start;

    public ExecRoutes(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.start = new ExecStart(engine, signals);
    }

    /** {@code POST /containers/{name}/exec}. */
    public Route create(String name) {
        return post(() -> jsonBody(JsonNode.class, body -> {
            ExecConfig config = config(Fields.of(body, "types.ExecConfig"));
            return extractRequest(request -> create(name, config, Asker.origin(request)));
        }));
    }

    private Route create(String name, ExecConfig config, Origin origin) {
        return Outcomes.found(
                engine.world(origin).containers().find(name),
                container -> Outcomes.answer(
                        engine.containers().createExec(container, config, origin),
                        (String id) -> Answer.created(Json.object().put("Id", id))));
    }

    private static ExecConfig config(Fields fields) {
        List<String> cmd = fields.commandOrNull("Cmd");
        if (cmd == null || cmd.isEmpty()) {
            throw Refused.invalid("No exec command specified");
        }
        String detachKeys = fields.text("DetachKeys");
        DetachKeys.parse(detachKeys);
        return new ExecConfig(
                cmd,
                ContainerBody.environment(fields.texts("Env")),
                fields.text("User"),
                fields.text("WorkingDir"),
                fields.bool("Tty"),
                fields.bool("AttachStdin"),
                fields.bool("AttachStdout"),
                fields.bool("AttachStderr"),
                fields.bool("Privileged"),
                detachKeys);
    }

    public Route one(String id) {
        return concat(
                path("start", () -> post(() -> withExec(id, start::route))),
                path(
                        "json",
                        () -> get(() -> Moment.at(
                                engine,
                                moment -> moment.world()
                                        .containers()
                                        .withExec(id)
                                        .map(container -> inspect(container, find(container, id)))
                                        .orElseThrow(() -> unknown(id))))),
                path(
                        "resize",
                        () -> post(() -> TerminalText.size(
                                size -> withExec(id, (container, exec) -> resize(container, exec, size))))));
    }

    private Route withExec(String id, BiFunction<LiveContainer, Exec, Route> inner) {
        return extractRequest(request -> {
            LiveContainer container = engine.world(Asker.origin(request))
                    .containers()
                    .withExec(id)
                    .orElseThrow(() -> unknown(id));
            return inner.apply(container, find(container, id));
        });
    }

    private static Exec find(LiveContainer container, String id) {
        return container.exec(id).orElseThrow(() -> unknown(id));
    }

    private static Refused unknown(String id) {
        return new Refused(new Problem.NotFound("No such exec instance: " + id));
    }

    private Route resize(LiveContainer container, Exec exec, TerminalSize size) {
        return answer(Blocking.respond(() -> {
            engine.node().containers().resizeExec(container.id(), exec.id(), size);
            return HttpResponse.create().withStatus(StatusCodes.OK);
        }));
    }

    private Route inspect(LiveContainer container, Exec exec) {
        return answer(Blocking.respond(() -> {
            boolean running = exec.started() && exec.exitCode() == null;
            ExecConfig config = exec.config();
            ObjectNode object =
                    Json.object().put("ID", exec.id()).put("Running", running).put("ExitCode", exec.exitCode());
            ObjectNode process = object.putObject("ProcessConfig")
                    .put("tty", config.tty())
                    .put("entrypoint", config.cmd().getFirst());
            process.set(
                    "arguments", Json.texts(config.cmd().subList(1, config.cmd().size())));
            process.put("privileged", config.privileged());
            if (!config.user().isEmpty()) {
                process.put("user", config.user());
            }
            return Answer.ok(object.put("OpenStdin", config.attachStdin())
                    .put("OpenStderr", config.attachStderr())
                    .put("OpenStdout", config.attachStdout())
                    .put("CanRemove", exec.exitCode() != null)
                    .put("ContainerID", container.id().value())
                    .put("DetachKeys", config.detachKeys())
                    .put("Pid", running ? engine.node().containers().execPid(container.id(), exec.id()) : 0));
        }));
    }
}
