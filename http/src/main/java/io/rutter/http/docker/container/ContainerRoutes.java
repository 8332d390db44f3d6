package io.rutter.http.docker.container;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import io.rutter.engine.cluster.Engine;
import io.rutter.http.docker.container.streams.ContainerStreams;
import io.rutter.http.docker.container.streams.ExecRoutes;
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

    public ContainerRoutes(Engine engine) {
        this.reads = new ContainerReads(engine);
        this.life = new ContainerLife(engine);
        this.streams = new ContainerStreams(engine);
        this.files = new ContainerFiles(engine);
        this.prune = new ContainerPrune(engine);
        this.execs = new ExecRoutes(engine);
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

    private Route one(String name) {
        return concat(reads.one(name), life.one(name), streams.one(name), files.one(name), execs.create(name));
    }
}
