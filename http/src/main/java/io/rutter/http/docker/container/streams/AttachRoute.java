package io.rutter.http.docker.container.streams;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.common.RequestVersion;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.LogLines;
import io.rutter.http.request.Outcomes;
import io.rutter.http.server.connection.Hijack;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** {@code POST /containers/{id}/attach}: the connection becomes the process's input and output. */
final class AttachRoute {
    private static final int MULTIPLEXED_SINCE = 42;

    private final Engine engine;
    private final LiveSignals signals;

    AttachRoute(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    /** What of the process is wanted. */
    private record Wanted(
            boolean logs, boolean stream, boolean stdin, boolean stdout, boolean stderr, byte[] detachKeys) {}

    Route route(String name) {
        return boolParameter(
                "logs",
                logs -> boolParameter(
                        "stream",
                        stream -> boolParameter(
                                "stdin",
                                stdin -> boolParameter(
                                        "stdout",
                                        stdout -> boolParameter(
                                                "stderr",
                                                stderr -> parameterOptional("detachKeys", keys -> {
                                                    var wanted = new Wanted(
                                                            logs,
                                                            stream,
                                                            stdin,
                                                            stdout,
                                                            stderr,
                                                            DetachKeys.parse(keys.orElse("")));
                                                    return Outcomes.found(
                                                            engine.world()
                                                                    .containers()
                                                                    .find(name),
                                                            container -> extractRequest(
                                                                    request -> answer(Blocking.respond(() ->
                                                                            attach(container, wanted, request)))));
                                                }))))));
    }

    private HttpResponse attach(LiveContainer container, Wanted wanted, HttpRequest request) throws IOException {
        requireAttachable(container);
        boolean tty = container.spec().config().tty();
        return Hijack.answer(request, contentType(request, tty), flow(container, wanted, tty));
    }

    /** Frames have a type of their own since 1.42. */
    static String contentType(HttpRequest request, boolean tty) {
        return !tty && RequestVersion.of(request).atLeast(MULTIPLEXED_SINCE)
                ? Hijack.MULTIPLEXED_STREAM
                : Hijack.RAW_STREAM;
    }

    private static void requireAttachable(LiveContainer container) {
        if (container.run().phase() == Phase.PAUSED) {
            throw conflict("Container " + container.id() + " is paused, unpause the container before attach");
        }
        if (container.run().phase() == Phase.RESTARTING) {
            throw conflict("Container " + container.id() + " is restarting, wait until the container is running");
        }
    }

    private static Refused conflict(String message) {
        return new Refused(new Problem.Conflict(message));
    }

    private Flow<ByteString, ByteString, ?> flow(LiveContainer container, Wanted wanted, boolean tty)
            throws IOException {
        if (!wanted.stream()) {
            return Flow.fromSinkAndSource(
                    Sink.cancelled(), wanted.logs() ? written(container, wanted, tty) : Source.empty());
        }
        boolean input = wanted.stdin() && container.spec().config().openStdin();
        IoStreams streams = engine.node().containers().attach(container.id(), input, wanted.logs());
        var output = new ProcessOutput(tty, wanted.stdout(), wanted.stderr());
        signals.tell(LiveSignal.of(container, "attach"));
        return ProcessStreams.flow(
                streams,
                output,
                tty ? wanted.detachKeys() : new byte[0],
                () -> signals.tell(LiveSignal.of(container, "detach")),
                () -> CompletableFuture.completedFuture(true));
    }

    /** What was written until now, without following it. */
    private Source<ByteString, ?> written(LiveContainer container, Wanted wanted, boolean tty) throws IOException {
        var query = new LogQuery(wanted.stdout(), wanted.stderr(), null, null, -1, false);
        LogFrames frames = engine.node().containers().logs(container.id(), query);
        return new LogLines(!tty, false, "").all(frames);
    }
}
