package io.rutter.http.docker;

import static io.rutter.http.docker.common.DockerDirectives.filters;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.json.Json;
import java.util.Set;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Docker's routes that are not there yet: 501 with what is missing, so that nobody takes them for a wrong address. */
final class AbsentRoutes {
    private static final Set<String> PLUGIN_FILTERS = Set.of("capability", "enabled");

    private AbsentRoutes() {}

    static Route create() {
        return concat(
                // what is listed or asked by name has an answer: there is none
                path("plugins", () -> get(() -> filters(PLUGIN_FILTERS, _ -> complete(Answer.ok(Json.array()))))),
                path(
                        PathMatchers.segment("plugins")
                                .slash(PathMatchers.segment())
                                .slash("json"),
                        name -> complete(Answer.problem(new Problem.NotFound("plugin \"" + name + "\" not found")))),
                absent("plugins", "managed plugins"),
                absent("session", "BuildKit's sessions"),
                absent("grpc", "BuildKit's gRPC"),
                absent("distribution", "asking a registry about an image"),
                pathPrefix(
                        PathMatchers.segment("containers").slash(PathMatchers.segment()),
                        _ -> absent("checkpoints", "checkpoints of a container")));
    }

    private static Route absent(String segment, String what) {
        return pathPrefix(
                PathMatchers.segment(segment),
                () -> complete(Answer.problem(new Problem.Missing("not there yet in Rutter: " + what))));
    }
}
