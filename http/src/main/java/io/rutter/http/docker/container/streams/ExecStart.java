package io.rutter.http.docker.container.streams;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.optionalJsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Exec;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.id.EntityKey;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.StreamFrames;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.live.LiveSignal;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Blocking;
import io.rutter.http.server.connection.Hijack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** {@code POST /exec/{id}/start}: the intent goes into the log first, then the node runs the command, once. */
final class ExecStart {
    /** A node reports an end as soon as it is seen. */
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(5);

    private final Engine engine;
    private final LiveSignals signals;

    ExecStart(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    Route route(LiveContainer container, Exec exec) {
        return optionalJsonBody(JsonNode.class, body -> {
            Fields fields = body.map(given -> Fields.of(given, "types.ExecStartCheck"))
                    .orElseGet(() -> Fields.none("types.ExecStartCheck"));
            boolean detach = fields.bool("Detach");
            TerminalSize size = size(fields.numbers("ConsoleSize"));
            return extractRequest(request -> answer(engine.containers()
                    .startExec(container, exec.id(), Asker.origin(request))
                    .thenCompose(outcome -> switch (outcome) {
                        case Outcome.Refused<Boolean> refused ->
                            CompletableFuture.completedFuture(Answer.problem(refused.problem()));
                        case Outcome.Ok<Boolean> _ ->
                            Blocking.respond(() -> detach
                                    ? detached(container, exec, size)
                                    : attached(container, exec, size, request));
                    })));
        });
    }

    /** Clients ask for the code as soon as the output ends: it ends when the code is known. */
    private CompletionStage<Boolean> ended(LiveContainer container, Exec exec) {
        return engine.waits()
                .until(
                        EntityKey.container(container.id()),
                        world -> world.container(container.id().value())
                                        .flatMap(live -> live.exec(exec.id()))
                                        .filter(known -> known.exitCode() == null)
                                        .isPresent()
                                ? Optional.empty()
                                : Optional.of(true),
                        REPORT_LIMIT)
                .exceptionally(_ -> false);
    }

    /** Why a command did not start; then the end, once the code is known. */
    private Source<ByteString, ?> toldOnce(ByteString told, LiveContainer container, Exec exec) {
        return Source.completionStage(ended(container, exec).thenApply(_ -> told));
    }

    private static @Nullable TerminalSize size(List<Long> given) {
        return given.size() == 2 && given.get(0) > 0 && given.get(1) > 0
                ? new TerminalSize(Math.toIntExact(given.get(0)), Math.toIntExact(given.get(1)))
                : null;
    }

    private HttpResponse detached(LiveContainer container, Exec exec, @Nullable TerminalSize size) throws IOException {
        engine.node()
                .containers()
                .exec(container.id(), exec.id(), unattached(exec.config()), size)
                .close();
        return HttpResponse.create().withStatus(StatusCodes.OK);
    }

    private static ExecConfig unattached(ExecConfig config) {
        return new ExecConfig(
                config.cmd(),
                config.env(),
                config.user(),
                config.workingDir(),
                config.tty(),
                false,
                false,
                false,
                config.privileged(),
                config.detachKeys());
    }

    /** The connection is taken over in any case: why a command did not start is told in its output, as in Docker. */
    private HttpResponse attached(LiveContainer container, Exec exec, @Nullable TerminalSize size, HttpRequest request)
            throws IOException {
        boolean tty = exec.config().tty();
        String type = AttachRoute.contentType(request, tty);
        try {
            IoStreams streams = engine.node().containers().exec(container.id(), exec.id(), exec.config(), size);
            var output = new ProcessOutput(
                    tty, exec.config().attachStdout(), exec.config().attachStderr());
            byte[] keys = tty ? DetachKeys.parse(exec.config().detachKeys()) : new byte[0];
            Runnable detached =
                    () -> signals.tell(LiveSignal.of(container, "exec_detach", Map.of("execID", exec.id())));
            return Hijack.answer(
                    request, type, ProcessStreams.flow(streams, output, keys, detached, () -> ended(container, exec)));
        } catch (RefusedException refused) {
            ByteString words = ByteString.fromString(refused.problem().message() + "\r\n");
            ByteString told = tty ? words : StreamFrames.frame(StreamFrames.STDOUT, words);
            return Hijack.answer(
                    request, type, Flow.fromSinkAndSource(Sink.cancelled(), toldOnce(told, container, exec)));
        }
    }
}
