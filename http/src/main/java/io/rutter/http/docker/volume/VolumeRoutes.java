package io.rutter.http.docker.volume;

import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.filters;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static io.rutter.http.docker.common.DockerDirectives.refuse;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.Directives.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.common.RequestVersion;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Outcomes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /volumes}. */
public final class VolumeRoutes {
    /** Longer, and no file system could hold its folder. */
    private static final int NAME_LIMIT = 255;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Set<String> OPTIONS = Set.of("type", "o", "device", "size");

    private final Engine engine;
    private final VolumePrune prune;

    public VolumeRoutes(Engine engine, LiveSignals signals) {
        this.engine = engine;
        this.prune = new VolumePrune(engine, signals);
    }

    public Route create() {
        return pathPrefix(
                "volumes",
                () -> concat(
                        pathEndOrSingleSlash(() -> get(() -> filters(
                                VolumeFilters.ALLOWED,
                                filters -> Moment.at(engine, moment -> complete(list(moment, filters)))))),
                        path("create", () -> post(() -> jsonBody(JsonNode.class, this::make))),
                        path("prune", () -> post(prune::route)),
                        path(PathMatchers.segment(), this::one)));
    }

    private HttpResponse list(Moment moment, Filters filters) {
        List<ObjectNode> volumes = new VolumeFilters(moment.world(), filters)
                .select().stream()
                        .map(volume -> VolumeJson.volume(volume, dataRoot()))
                        .toList();
        ObjectNode answer = Json.object();
        answer.set("Volumes", Json.objects(volumes));
        return Answer.ok(answer.putNull("Warnings"));
    }

    private String dataRoot() {
        return engine.node().host().dataRoot();
    }

    private Route make(JsonNode body) {
        Fields fields = Fields.of(body, "volume.VolumeCreateBody");
        String name = fields.text("Name");
        Map<String, String> options = fields.textMap("DriverOpts");
        Map<String, String> labels = fields.textMap("Labels");
        String driver = fields.text("Driver");
        check(name, driver, options);
        if (fields.has("ClusterVolumeSpec")) {
            throw new Refused(new Problem.Missing("cluster volumes are not there yet: leave out ClusterVolumeSpec"));
        }
        return extractRequest(request -> Outcomes.answer(
                engine.volumes().create(name, driver, options, labels, Asker.origin(request)),
                (LiveVolume volume) -> Answer.created(VolumeJson.volume(volume, dataRoot()))));
    }

    private static void check(String name, String driver, Map<String, String> options) {
        if (name.length() == 1) {
            throw Refused.invalid("create " + name
                    + ": volume name is too short, names should be at least two alphanumeric characters");
        }
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw Refused.invalid("create " + name + ": \"" + name
                    + "\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are"
                    + " allowed. If you intended to pass a host directory, use absolute path");
        }
        if (name.length() > NAME_LIMIT) {
            throw Refused.invalid("create " + name + ": file name too long");
        }
        boolean local = driver.isEmpty() || driver.equals("local");
        options.keySet().stream()
                .filter(option -> local && !OPTIONS.contains(option))
                .forEach(option -> {
                    throw Refused.invalid("create " + name + ": invalid option: \"" + option + "\"");
                });
        if (options.containsKey("size")) {
            throw Refused.invalid("create " + name + ": quota size requested but no quota support");
        }
        for (String needed : List.of("device", "type")) {
            if (local && !options.isEmpty() && !options.containsKey(needed)) {
                throw Refused.invalid("create " + name + ": missing required option: \"" + needed + "\"");
            }
        }
    }

    private Route one(String name) {
        return concat(
                get(() -> Moment.at(
                        engine,
                        moment -> moment.world()
                                .live(new EntityKey(Kind.VOLUME, name), LiveVolume.class)
                                .map(volume -> complete(Answer.ok(VolumeJson.volume(volume, dataRoot()))))
                                .orElseGet(() -> refuse(new Problem.NotFound("get " + name + ": no such volume"))))),
                delete(() -> boolParameter("force", force -> extractRequest(request -> remove(name, force, request)))),
                put(() ->
                        refuse(new Problem.Missing("cluster volumes are not there yet: nothing of a volume changes"))));
    }

    /** Forced, a volume that is not there is removed already. */
    private Route remove(String name, boolean force, HttpRequest request) {
        return io.rutter.http.docker.common.DockerDirectives.answer(engine.volumes()
                .remove(name, force, Asker.origin(request))
                .thenApply(outcome -> switch (outcome) {
                    case Outcome.Ok<Boolean> _ -> Answer.noContent();
                    case Outcome.Refused<Boolean> refused
                    when force && refused.problem() instanceof Problem.NotFound ->
                        HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
                    case Outcome.Refused<Boolean> refused -> Answer.problem(refused.problem());
                }));
    }

    /** Since 1.42 only volumes without a name of their own go, unless all are asked for. */
    static boolean anonymousOnly(HttpRequest request, Filters filters) {
        return RequestVersion.of(request).atLeast(42) && !filters.bool("all").orElse(false);
    }
}
