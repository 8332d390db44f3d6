package io.rutter.http.rutter;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.parameterMultiMap;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.world.Known;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.request.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET /rutter/v1/snapshot}: everything there is, and the offset that it stands for. A stream from the offset behind it
 * misses nothing and repeats nothing.
 */
final class SnapshotRoute {
    private final Engine engine;

    SnapshotRoute(Engine engine) {
        this.engine = engine;
    }

    /** Parameter {@code kind}, which may be repeated. */
    Route route() {
        return parameterMultiMap(parameters -> Moment.at(engine, moment -> {
            var kinds =
                    new EntryFilter(parameters.getOrDefault("kind", List.of()), Called.EVERYTHING, List.of()).kinds();
            return complete(Answer.jsonStream(snapshot(moment, kinds)));
        }));
    }

    private record Entity(EntityKey key, Known known) {}

    private static Source<ByteString, NotUsed> snapshot(Moment moment, List<String> kinds) {
        var entities = new ArrayList<Entity>();
        moment.world().forEach((key, known) -> {
            if (known.state().alive()
                    && (kinds.isEmpty() || kinds.contains(key.kind().word()))) {
                entities.add(new Entity(key, known));
            }
        });
        entities.sort(Comparator.comparingLong(entity -> entity.known().bornAt()));
        String head = "{\"offset\":" + moment.world().offset() + ",\"time\":\""
                + moment.world().time() + "\",\"entities\":[\n";
        return Source.from(entities)
                .map(entity -> EntryJson.text(EntryJson.state(entity.key(), entity.known())))
                .intersperse(head, ",\n", "\n]}\n")
                .map(ByteString::fromString);
    }
}
