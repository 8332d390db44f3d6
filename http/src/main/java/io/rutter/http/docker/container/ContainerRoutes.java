package io.rutter.http.docker.container;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import io.rutter.engine.cluster.Engine;
import io.rutter.http.docker.container.streams.ContainerStreams;
import io.rutter.http.docker.container.streams.ExecRoutes;
import io.rutter.http.docker.live.LiveSignals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /containers} and {@code /exec}. */
public final class ContainerRoutes {
    private final ContainerReads reads;
    private final ContainerLife life;
    private final ContainerStreams streams;
    private final ContainerFiles files;
    private final ContainerPrune prune;
    private final ExecRoutes execs;
    private final Map<String, Function<String, Route>> verbs;

    public ContainerRoutes(Engine engine, LiveSignals signals) {
        this.reads = new ContainerReads(engine, signals);
        this.life = new ContainerLife(engine);
        this.streams = new ContainerStreams(engine, signals);
        this.files = new ContainerFiles(engine, signals);
        this.prune = new ContainerPrune(engine, signals);
        this.execs = new ExecRoutes(engine, signals);
        this.verbs = new HashMap<>(Map.of("exec", execs::create));
        List.of(reads.verbs(), life.verbs(), streams.verbs(), files.verbs()).forEach(verbs::putAll);
    }

    public Route create() {
        return concat(
                pathPrefix(
                        "containers",
                        () -> concat(
                                reads.list(),
                                life.create(),
                                prune.route(),
                                pathPrefix(PathMatchers.segment(), this::one))),
                pathPrefix("exec", () -> pathPrefix(PathMatchers.segment(), execs::one)));
    }

    /** Found by its word: to try some thirty routes one after another would cost more than most of them do. */
    private Route one(String name) {
        return concat(
                path(
                        PathMatchers.segment(),
                        verb -> verbs.containsKey(verb) ? verbs.get(verb).apply(name) : delete(ContainerLife::unlink)),
                pathEndOrSingleSlash(() -> delete(() -> life.remove(name))),
                streams.webSocket());
    }
}
