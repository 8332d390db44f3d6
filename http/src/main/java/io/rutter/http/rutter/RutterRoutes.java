package io.rutter.http.rutter;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import io.rutter.engine.cluster.Engine;
import io.rutter.http.request.Moment;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /rutter/v1}. */
public final class RutterRoutes {
    private final LogRoute log;
    private final SnapshotRoute snapshot;
    private final StoryRoutes stories;

    public RutterRoutes(Engine engine) {
        this.log = new LogRoute(engine);
        this.snapshot = new SnapshotRoute(engine);
        this.stories = new StoryRoutes(engine);
    }

    public Route create() {
        return pathPrefix(
                PathMatchers.segment("rutter").slash("v1"),
                () -> get(() -> concat(
                        path("events", () -> Moment.ownTimes(log::route)),
                        path("snapshot", snapshot::route),
                        path(PathMatchers.segment("why").slash(PathMatchers.remaining()), stories::why),
                        path(PathMatchers.segment("history").slash(PathMatchers.remaining()), stories::history),
                        path(PathMatchers.segment("rerun").slash(PathMatchers.remaining()), stories::rerun))));
    }
}
