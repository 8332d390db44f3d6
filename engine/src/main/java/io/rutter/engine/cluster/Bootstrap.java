package io.rutter.engine.cluster;

import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a new log gets before anybody asks for anything: the networks that are always there. */
final class Bootstrap {
    private static final String DEFAULT_MTU = "1500";

    private Bootstrap() {}

    static CompletionStage<Void> run(Engine engine, String bridgeName) {
        var made = List.of(
                make(engine, bridge(bridgeName)),
                make(engine, plain("host", "host")),
                make(engine, plain("none", "null")));
        return CompletableFuture.allOf(made.toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> make(Engine engine, NetworkSpec spec) {
        if (engine.world().networks().byName(spec.name()).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        var origin = new Origin(
                Actor.controller("bootstrap"),
                engine.requests().fresh(),
                engine.world().offset(),
                "a new log");
        return engine.networks()
                .create(spec, origin)
                .<Void>thenApply(outcome -> switch (outcome) {
                    case Outcome.Ok<?> _ -> null;
                    case Outcome.Refused<?> refused ->
                        throw new IllegalStateException("the network " + spec.name() + " could not be made: "
                                + refused.problem().message());
                })
                .toCompletableFuture();
    }

    private static NetworkSpec bridge(String bridgeName) {
        var options = Map.of(
                "com.docker.network.bridge.default_bridge", "true",
                "com.docker.network.bridge.enable_icc", "true",
                "com.docker.network.bridge.enable_ip_masquerade", "true",
                "com.docker.network.bridge.host_binding_ipv4", "0.0.0.0",
                "com.docker.network.bridge.name", bridgeName,
                "com.docker.network.driver.mtu", DEFAULT_MTU);
        return spec("bridge", "bridge", options);
    }

    private static NetworkSpec plain(String name, String driver) {
        return spec(name, driver, Map.of());
    }

    private static NetworkSpec spec(String name, String driver, Map<String, String> options) {
        return new NetworkSpec(
                name, driver, "local", false, false, false, false, Map.of(), options, "default", Map.of(), List.of());
    }
}
