package io.rutter.http.rutter;

import static io.rutter.http.docker.common.DockerDirectives.answer;
import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.longParameter;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.parameterMultiMap;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.log.LogEntry;
import io.rutter.http.docker.common.QueryText;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.LogPages;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET /rutter/v1/events}: the log as server-sent events. The id of each is its offset, so a client that comes back with
 * {@code Last-Event-ID} goes on with the next one.
 */
final class LogRoute {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Engine engine;

    LogRoute(Engine engine) {
        this.engine = engine;
    }

    /** Parameters: {@code from} (offset), {@code follow}, and the filters {@code kind}, {@code id} and {@code actor}. */
    Route route() {
        return longParameter(
                "from",
                from -> boolParameter(
                        "follow",
                        true,
                        follow -> parameterMultiMap(parameters -> extractRequest(request -> {
                            long first = first(from, request);
                            return answer(Blocking.respond(() -> stream(first, follow, filter(parameters))));
                        }))));
    }

    private EntryFilter filter(Map<String, List<String>> parameters) {
        List<String> ids = parameters.getOrDefault("id", List.of());
        return new EntryFilter(
                parameters.getOrDefault("kind", List.of()),
                Called.of(ids, engine.world(), engine.log()),
                parameters.getOrDefault("actor", List.of()));
    }

    private long first(OptionalLong from, HttpRequest request) {
        OptionalLong last = request.getHeader(LAST_EVENT_ID)
                .map(HttpHeader::value)
                .filter(text -> !text.isBlank())
                .map(text -> OptionalLong.of(QueryText.longInteger(text.strip())))
                .orElseGet(OptionalLong::empty);
        if (last.isPresent()) {
            return Math.max(1, last.getAsLong() + 1);
        }
        if (from.isPresent() && from.getAsLong() < 0) {
            throw Refused.invalid("offsets begin at 1: from=" + from.getAsLong());
        }
        return Math.max(1, from.orElse(engine.log().tail() + 1));
    }

    private HttpResponse stream(long first, boolean follow, EntryFilter filter) {
        Source<List<LogEntry>, NotUsed> pages = follow
                ? LogPages.following(engine, first)
                : LogPages.between(engine, first, engine.log().tail());
        Source<ByteString, NotUsed> events = pages.mapConcat(
                page -> page.stream().filter(filter::wants).map(LogRoute::event).toList());
        return HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .withEntity(HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), events));
    }

    private static ByteString event(LogEntry entry) {
        return ByteString.fromString("id: " + entry.offset() + "\nevent: "
                + entry.event().getClass().getSimpleName() + "\ndata: "
                + EntryJson.text(EntryJson.entry(entry)) + "\n\n");
    }
}
