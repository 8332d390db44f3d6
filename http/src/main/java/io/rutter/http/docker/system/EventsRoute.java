package io.rutter.http.docker.system;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.log.LogEntry;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.DockerJson;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.common.UnixTime;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.LogPages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** {@code GET /events}: what happened since a moment, out of the log, then what happens, signals among it. */
final class EventsRoute {
    private final Engine engine;
    private final LiveSignals signals;

    EventsRoute(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.signals = signals;
    }

    Route route() {
        return parameterOptional(
                "since",
                since -> parameterOptional(
                        "until",
                        until -> DockerDirectives.filters(EventFilter.ALLOWED, filters -> {
                            Instant from = UnixTime.parse(since.orElse(""));
                            Instant to = UnixTime.parse(until.orElse(""));
                            if (from != null && to != null && from.isAfter(to)) {
                                throw Refused.invalid("`since` time (" + since.orElse("")
                                        + ") cannot be after `until` time (" + until.orElse("") + ")");
                            }
                            boolean all = since.isPresent() || to != null;
                            return complete(Answer.jsonStream(events(all, from, to, filters)));
                        })));
    }

    /** @param all from the log's first entry, where no moment is given */
    private Source<ByteString, NotUsed> events(
            boolean all, @Nullable Instant from, @Nullable Instant to, Filters filters) {
        long first = from != null
                ? engine.log().offsetAt(from.minusNanos(1)) + 1
                : all ? 1 : engine.log().tail() + 1;
        var filter = new EventFilter(filters);
        return Source.lazySource(() -> {
                    var states = new StatesBefore(engine.log());
                    Source<List<LogEntry>, NotUsed> pages =
                            to == null ? LogPages.following(engine, first) : LogPages.until(engine, first, to);
                    return pages.mapAsync(1, page -> Blocking.call(() -> told(page, states, filter, to)))
                            .mapConcat(messages -> messages);
                })
                .mapMaterializedValue(_ -> NotUsed.getInstance())
                .merge(signals(filter), true);
    }

    /** What is not in the log, while the stream lasts. */
    private Source<ByteString, NotUsed> signals(EventFilter filter) {
        return signals.source()
                .map(signal -> new DockerMessage(
                        signal.type(), signal.action(), signal.actorId(), signal.attributes(), "local"))
                .filter(filter::wants)
                .map(message ->
                        DockerJson.write(message.json(engine.settings().clock().instant(), 0)));
    }

    private static List<ByteString> told(
            List<LogEntry> page, StatesBefore states, EventFilter filter, @Nullable Instant to) {
        var told = new ArrayList<ByteString>();
        for (LogEntry entry : page) {
            if (to != null && entry.recordedAt().isAfter(to)) {
                break;
            }
            int place = 0;
            for (DockerMessage message : DockerEvents.of(entry, states.take(entry), states)) {
                if (filter.wants(message)) {
                    told.add(DockerJson.write(message.json(entry.recordedAt(), place)));
                }
                place++;
            }
        }
        return told;
    }
}
