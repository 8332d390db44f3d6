package io.rutter.http.docker.swarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.SwarmOrders;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.json.Json;
import io.rutter.http.request.Asker;
import io.rutter.http.request.Moment;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;

/** What can only be asked of a cluster: without one it is refused, as Docker does. */
public final class Managed {
    private Managed() {}

    /** A question, about now or about the moment that the request names. */
    public static Route ask(Engine engine, Function<Moment, Route> inner) {
        return Moment.at(
                engine,
                moment -> moment.world().swarm().isEmpty()
                        ? DockerDirectives.refuse(SwarmOrders.notManager())
                        : inner.apply(moment));
    }

    /** A list of what fits the request's filters. */
    public static Route list(
            Engine engine, Set<String> allowed, BiFunction<Moment, Filters, Stream<ObjectNode>> listed) {
        return DockerDirectives.filters(
                allowed,
                filters -> ask(
                        engine,
                        moment -> Directives.complete(Answer.ok(
                                Json.objects(listed.apply(moment, filters).toList())))));
    }

    /** An order, with the present cluster and whom it comes from. */
    public static Route order(Engine engine, BiFunction<LiveSwarm, Origin, Route> inner) {
        return Directives.extractRequest(request -> {
            Origin origin = Asker.origin(request);
            return engine.world(origin)
                    .swarm()
                    .map(swarm -> inner.apply(swarm, origin))
                    .orElseGet(() -> DockerDirectives.refuse(SwarmOrders.notManager()));
        });
    }
}
