package io.rutter.http.docker.container.streams;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.common.UnixTime;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.LogLines;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import java.io.IOException;
import java.time.Instant;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** {@code GET /containers/{id}/logs}: what was written, and what is being written. */
public final class LogsRoute {
    private static final long ALL = -1;

    private final Engine engine;

    LogsRoute(Engine engine) {
        this.engine = engine;
    }

    /**
     * How the log is shown.
     *
     * @param details what labels and environment were chosen for the log, and a space; empty when not asked for
     */
    private record Shown(boolean timestamps, String details) {}

    Route route(String name) {
        return boolParameter(
                "follow",
                follow -> boolParameter(
                        "stdout",
                        stdout -> boolParameter(
                                "stderr",
                                stderr -> boolParameter(
                                        "timestamps",
                                        timestamps -> boolParameter(
                                                "details",
                                                details -> parameterOptional(
                                                        "since",
                                                        since -> parameterOptional(
                                                                "until",
                                                                until -> parameterOptional("tail", tail -> {
                                                                    if (!stdout && !stderr) {
                                                                        throw Refused.invalid(
                                                                                "Bad parameters: you must choose at least one stream");
                                                                    }
                                                                    var query = new LogQuery(
                                                                            stdout,
                                                                            stderr,
                                                                            UnixTime.parse(since.orElse("")),
                                                                            UnixTime.parse(until.orElse("")),
                                                                            lines(tail.orElse("")),
                                                                            follow);
                                                                    return Moment.at(
                                                                            engine,
                                                                            moment -> logs(
                                                                                    name,
                                                                                    moment,
                                                                                    query,
                                                                                    timestamps,
                                                                                    details));
                                                                }))))))));
    }

    private static long lines(String tail) {
        return tail.matches("\\d{1,18}") ? Long.parseLong(tail) : ALL;
    }

    private Route logs(String name, Moment moment, LogQuery query, boolean timestamps, boolean details) {
        if (moment.past() && query.follow()) {
            throw Refused.invalid(
                    "a log of the past cannot be followed: leave out follow, or the header " + Moment.HEADER);
        }
        LogQuery until = moment.past() ? notAfter(query, moment.now()) : query;
        return Outcomes.found(
                moment.world().containers().find(name),
                container -> extractRequest(request -> answer(Blocking.respond(() -> read(
                        container,
                        until,
                        new Shown(timestamps, details ? LogDetails.of(container) + " " : ""),
                        request)))));
    }

    private static LogQuery notAfter(LogQuery query, Instant moment) {
        @Nullable Instant until = query.until();
        Instant earlier = until != null && until.isBefore(moment) ? until : moment;
        return new LogQuery(query.stdout(), query.stderr(), query.since(), earlier, query.tail(), false);
    }

    /** The past knows of removed containers, what they wrote is kept for a while only: nothing is not what they wrote. */
    private void needFiles(LiveContainer container) {
        if (engine.world().container(container.id().value()).isEmpty()
                && !engine.node().containers().keepsLog(container.id())) {
            throw new Refused(new Problem.NotFound("nothing is kept of the log of container " + container.name()
                    + ": it wrote nothing, or was removed longer ago than logs are kept"));
        }
    }

    private HttpResponse read(LiveContainer container, LogQuery query, Shown shown, HttpRequest request)
            throws IOException {
        needFiles(container);
        if (container.spec().hostConfig().logConfig().type().equals("none")) {
            throw new Refused(new Problem.Missing("configured logging driver does not support reading"));
        }
        boolean tty = container.spec().config().tty();
        LogFrames frames = engine.node().containers().logs(container.id(), query);
        Source<ByteString, ?> body = new LogLines(!tty, shown.timestamps(), shown.details()).all(frames);
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(type(AttachRoute.contentType(request, tty)), body));
    }

    /** A type of bytes, without a character set. */
    public static ContentType type(String text) {
        String[] parts = text.split("/", 2);
        return ContentTypes.create(MediaTypes.customBinary(parts[0], parts[1], false));
    }
}
