package io.rutter.http.docker.node;

import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.swarm.Managed;
import io.rutter.http.docker.swarm.VersionParameter;
import io.rutter.http.request.Outcomes;
import java.util.List;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /nodes}. */
public final class NodeRoutes {
    private static final Set<String> FILTERS = Set.of("id", "label", "node.label", "membership", "name", "role");

    private final Engine engine;

    public NodeRoutes(Engine engine) {
        this.engine = engine;
    }

    public Route create() {
        return pathPrefix(
                "nodes",
                () -> concat(
                        pathEndOrSingleSlash(() -> get(this::list)),
                        pathPrefix(
                                PathMatchers.segment(),
                                id -> concat(
                                        pathEndOrSingleSlash(
                                                () -> concat(get(() -> inspect(id)), delete(() -> remove(id)))),
                                        path("update", () -> post(() -> update(id)))))));
    }

    private Route list() {
        return Managed.list(
                engine,
                FILTERS,
                (moment, filters) -> moment.world().services().nodes().stream()
                        .filter(node -> fits(node, filters))
                        .map(NodeJson::node));
    }

    private static boolean fits(LiveNode node, Filters filters) {
        return filters.allowsBeginning("id", node.id())
                && filters.allowsBeginning("name", node.description().hostname())
                && filters.allows("role", node.spec().role().word())
                && filters.allows("membership", "accepted")
                && filters.allowsLabels("node.label", node.spec().labels())
                && filters.allowsLabels("label", node.description().engineLabels());
    }

    private Route inspect(String id) {
        return Managed.ask(
                engine,
                moment -> Outcomes.found(
                        moment.world().services().findNode(self(id)),
                        node -> complete(Answer.ok(NodeJson.node(node)))));
    }

    /** The client's word for the node that it talks to. */
    private String self(String id) {
        return id.equals("self") ? engine.nodeId() : id;
    }

    private Route remove(String id) {
        return VersionParameter.force(force -> Managed.order(
                engine,
                (_, origin) -> Outcomes.found(
                        engine.world(origin).services().findNode(self(id)),
                        node -> Outcomes.answer(
                                engine.swarm().removeNode(node, force, origin), _ -> HttpResponse.create()))));
    }

    private Route update(String id) {
        return VersionParameter.version(
                "node",
                version -> jsonBody(
                        JsonNode.class,
                        body -> Managed.order(engine, (_, origin) -> {
                            World world = engine.world(origin);
                            return Outcomes.found(
                                    world.services().findNode(self(id)),
                                    node -> Outcomes.answer(
                                            engine.swarm().updateNode(node, version, spec(body), origin),
                                            _ -> HttpResponse.create()));
                        })));
    }

    private static NodeSpec spec(JsonNode body) {
        Fields fields = Fields.of(body, "swarm.NodeSpec");
        return new NodeSpec(
                fields.text("Name"),
                fields.textMap("Labels"),
                word(fields.text("Role"), List.of(NodeSpec.Role.values()), NodeSpec.Role::word, "Role"),
                word(
                        fields.text("Availability"),
                        List.of(NodeSpec.Availability.values()),
                        NodeSpec.Availability::word,
                        "Availability"));
    }

    private static <T> T word(String given, List<T> values, java.util.function.Function<T, String> word, String what) {
        return values.stream()
                .filter(value -> word.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> Refused.invalid("invalid " + what + ": \"" + given + "\""));
    }
}
