package io.rutter.http.docker.container;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.head;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations;
import io.rutter.engine.assignment.ContainerOperations.PathStat;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.streams.LogsRoute;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import io.rutter.http.request.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;

/** Files going into and out of containers: {@code cp} and {@code export}. */
final class ContainerFiles {
    private static final String PATH_STAT = "X-Docker-Container-Path-Stat";
    private static final ContentType BYTES = LogsRoute.type("application/octet-stream");

    private final Engine engine;
    private final LiveSignals signals;

    ContainerFiles(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    /** What follows a container's name in a path, and what it does with the container of that name. */
    Map<String, Function<String, Route>> verbs() {
        return Map.of(
                "archive", this::archives, "export", name -> get(() -> Moment.nowOnly("files", () -> export(name))));
    }

    private Route archives(String name) {
        return concat(
                head(() -> past(() -> withPath(path -> stat(name, path)))),
                get(() -> past(() -> withPath(path -> archive(name, path)))),
                put(() -> withPath(path -> boolParameter(
                        "noOverwriteDirNonDir",
                        noOverwrite ->
                                boolParameter("copyUIDGID", owner -> extract(name, path, noOverwrite, owner))))));
    }

    private Route extract(String name) {
        return withPath(path -> boolParameter(
                "noOverwriteDirNonDir",
                noOverwrite -> boolParameter("copyUIDGID", owner -> extract(name, path, noOverwrite, owner))));
    }

    private static Route past(java.util.function.Supplier<Route> inner) {
        return Moment.nowOnly("files", inner);
    }

    private static Route withPath(Function<String, Route> inner) {
        return parameterOptional("path", path -> {
            if (path.orElse("").isEmpty()) {
                throw Refused.invalid("bad parameter: path cannot be empty");
            }
            return inner.apply(path.get());
        });
    }

    /** What is done with one container's files, on a thread that may block. */
    private interface Work {
        HttpResponse with(LiveContainer container, ContainerOperations node) throws IOException;
    }

    private Route on(String name, Work work) {
        return Outcomes.found(
                engine.world().containers().find(name),
                container -> answer(Blocking.respond(
                        () -> work.with(container, engine.node().containers()))));
    }

    private Route stat(String name, String path) {
        return on(
                name,
                (container, node) -> HttpResponse.create().addHeader(header(node.stat(container.id(), name, path))));
    }

    private Route archive(String name, String path) {
        return on(name, (container, node) -> {
            PathStat stat = node.stat(container.id(), name, path);
            InputStream tar = node.archive(container.id(), name, path);
            signals.tell(LiveSignal.of(container, "archive-path"));
            return HttpResponse.create()
                    .addHeader(header(stat))
                    .withEntity(HttpEntities.createChunked(Uploads.TAR, Blocking.bytes(tar)));
        });
    }

    private static RawHeader header(PathStat stat) {
        ObjectNode object = Json.object()
                .put("name", stat.name())
                .put("size", stat.sizeBytes())
                .put("mode", stat.goFileMode())
                .put("mtime", Json.time(stat.modifiedAt()))
                .put("linkTarget", stat.linkTarget());
        byte[] json = object.toString().getBytes(StandardCharsets.UTF_8);
        return RawHeader.create(PATH_STAT, Base64.getEncoder().encodeToString(json));
    }

    private Route extract(String name, String path, boolean noOverwriteDirNonDir, boolean copyOwner) {
        return extractRequest(request -> extractMaterializer(materializer -> on(name, (container, node) -> {
            try (InputStream tar = Uploads.stream(request, materializer)) {
                node.extract(container.id(), name, path, tar, noOverwriteDirNonDir, copyOwner);
            }
            signals.tell(LiveSignal.of(container, "extract-to-dir"));
            return HttpResponse.create();
        })));
    }

    private Route export(String name) {
        return on(name, (container, node) -> {
            InputStream tar = node.export(container.id());
            signals.tell(LiveSignal.of(container, "export"));
            return HttpResponse.create().withEntity(HttpEntities.createChunked(BYTES, Blocking.bytes(tar)));
        });
    }
}
