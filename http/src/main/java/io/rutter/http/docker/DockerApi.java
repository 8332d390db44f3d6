package io.rutter.http.docker;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.handleExceptions;
import static org.apache.pekko.http.javadsl.server.Directives.handleRejections;
import static org.apache.pekko.http.javadsl.server.Directives.mapRequest;
import static org.apache.pekko.http.javadsl.server.Directives.mapResponse;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import io.rutter.http.docker.common.ApiVersion;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.DockerRefusals;
import io.rutter.http.docker.common.RequestVersion;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.ProductVersion;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.Server;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * The whole Docker API: every group of routes, under {@code /v1.24} to {@code /v1.51} and without a version, which is the
 * newest. Every answer carries dockerd's headers.
 */
public final class DockerApi {
    private static final Pattern VERSION = Pattern.compile("v[0-9.]+");

    private final List<HttpHeader> headers;
    private final List<Supplier<Route>> groups;

    /**
     * @param rutterVersion told in the header {@code Server}
     * @param groups each gives its routes, rejecting what it does not know
     */
    public DockerApi(String rutterVersion, List<Supplier<Route>> groups) {
        this.headers = List.of(
                RawHeader.create("Api-Version", ApiVersion.MAX.toString()),
                RawHeader.create("Docker-Experimental", "false"),
                RawHeader.create("Ostype", "linux"),
                Server.create(ProductVersion.create("Rutter", rutterVersion, "linux")));
        this.groups = List.copyOf(groups);
    }

    /** The route to serve; nothing leaves it unanswered. */
    public Route create() {
        Route all = groups.stream()
                .map(Supplier::get)
                .reduce(Route::orElse)
                .orElseGet(DockerRefusals::notFound)
                .orElse(AbsentRoutes.create());
        Route api = concat(
                pathPrefix(PathMatchers.segment(VERSION), text -> versioned(text.substring(1), all)),
                inVersion(ApiVersion.MAX, all));
        return mapResponse(
                response -> response.addHeaders(headers),
                () -> handleRejections(
                        DockerRefusals.rejections(), () -> handleExceptions(DockerRefusals.exceptions(), () -> api)));
    }

    private static Route versioned(String text, Route all) {
        return ApiVersion.parse(text)
                .map(version ->
                        version.refusal().map(DockerDirectives::refuse).orElseGet(() -> inVersion(version, all)))
                .orElseGet(DockerRefusals::notFound);
    }

    private static Route inVersion(ApiVersion version, Route all) {
        return mapRequest(request -> RequestVersion.mark(request, version), () -> all);
    }
}
