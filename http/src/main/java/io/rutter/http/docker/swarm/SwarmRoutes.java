package io.rutter.http.docker.swarm;

import static io.rutter.http.docker.common.DockerDirectives.boolParameter;
import static io.rutter.http.docker.common.DockerDirectives.jsonBody;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.SwarmOrders.NewSwarm;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Cidr;
import io.rutter.engine.swarm.SwarmSpec;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.json.Json;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Outcomes;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /swarm}. */
public final class SwarmRoutes {
    private static final int LEAST_DATA_PORT = 1024;
    private static final int LAST_DATA_PORT = 49_151;

    private final Engine engine;

    public SwarmRoutes(Engine engine) {
        this.engine = engine;
    }

    public Route create() {
        return pathPrefix(
                "swarm",
                () -> concat(
                        pathEndOrSingleSlash(() -> get(this::inspect)),
                        path("init", () -> post(() -> jsonBody(JsonNode.class, this::init))),
                        path("join", () -> post(SwarmRoutes::join)),
                        path("leave", () -> post(() -> VersionParameter.force(this::leave))),
                        path("update", () -> post(this::update)),
                        path("unlockkey", () -> get(this::unlockKey)),
                        path("unlock", () -> post(this::unlock))));
    }

    private Route inspect() {
        return Managed.ask(
                engine,
                moment -> complete(
                        Answer.ok(SwarmJson.swarm(moment.world().swarm().orElseThrow()))));
    }

    private Route init(JsonNode body) {
        Fields fields = Fields.of(body, "swarm.InitRequest");
        if (fields.bool("ForceNewCluster")) {
            throw SwarmBody.missing("Rutter's cluster is its log: there is nothing to force a new one from");
        }
        new SwarmAddresses(SwarmRoutes::isInterface).check(fields);
        SwarmSpec spec = SwarmBody.read(fields.within("Spec", "swarm.Spec"), SwarmSpec.DEFAULT);
        if (fields.bool("AutoLockManagers")) {
            throw SwarmBody.missing("Rutter does not lock managers' keys yet: leave autolock off");
        }
        var swarm = new NewSwarm(
                spec, pools(fields.texts("DefaultAddrPool")), fields.integer("SubnetSize"), dataPort(fields));
        checkSubnets(swarm);
        return extractRequest(request -> Outcomes.answer(
                engine.swarm().init(swarm, Asker.origin(request)), node -> Answer.ok(TextNode.valueOf(node.id()))));
    }

    private static boolean isInterface(String name) {
        try {
            return NetworkInterface.getByName(name) != null;
        } catch (SocketException e) {
            throw new Refused(new Problem.Broken("the host's interfaces cannot be read: " + e.getMessage()));
        }
    }

    private static List<String> pools(List<String> asked) {
        for (String pool : asked) {
            try {
                Cidr.parse(pool);
            } catch (IllegalArgumentException e) {
                throw Refused.invalid("invalid default address pool: " + e.getMessage());
            }
        }
        return asked;
    }

    private static int dataPort(Fields fields) {
        int port = fields.integer("DataPathPort");
        if (port != 0 && (port < LEAST_DATA_PORT || port > LAST_DATA_PORT)) {
            throw Refused.invalid("Datapath port number is not in valid range (1024-49151) : " + port);
        }
        return port;
    }

    private static void checkSubnets(NewSwarm swarm) {
        int length = swarm.subnetPrefixLength();
        for (String pool : swarm.addressPools()) {
            if (length != 0 && length < Cidr.parse(pool).prefixLength()) {
                throw Refused.invalid("invalid CIDR: subnet size " + length + " is larger than address pool " + pool);
            }
        }
    }

    /** Workers and more managers come with part 5; until then nothing pretends that there are any. */
    private static Route join() {
        return DockerDirectives.refuse(new Problem.Missing(
                "Rutter's cluster has one node so far: docker swarm init makes it, joining comes later"));
    }

    private Route leave(boolean force) {
        return extractRequest(request ->
                Outcomes.answer(engine.swarm().leave(force, Asker.origin(request)), _ -> HttpResponse.create()));
    }

    private Route update() {
        return VersionParameter.version(
                "swarm",
                version -> boolParameter(
                        "rotateWorkerToken",
                        worker -> boolParameter(
                                "rotateManagerToken",
                                manager -> jsonBody(
                                        JsonNode.class,
                                        body -> Managed.order(
                                                engine,
                                                (swarm, origin) -> Outcomes.answer(
                                                        engine.swarm()
                                                                .update(
                                                                        version,
                                                                        SwarmBody.read(
                                                                                Fields.of(body, "swarm.Spec"),
                                                                                swarm.spec()),
                                                                        worker,
                                                                        manager,
                                                                        origin),
                                                        _ -> HttpResponse.create()))))));
    }

    private Route unlockKey() {
        return Managed.ask(engine, _ -> complete(Answer.ok(Json.object().put("UnlockKey", ""))));
    }

    private Route unlock() {
        return Managed.ask(engine, _ -> DockerDirectives.refuse(new Problem.Conflict("swarm is not locked")));
    }
}
