package io.rutter.http.docker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.config.Config.LiveConfig;
import io.rutter.engine.config.ConfigSpec;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.Kind;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.Services;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.swarm.LabelledRoutes;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /configs}. */
public record ConfigRoutes(Engine engine) implements LabelledRoutes.Noun<LiveConfig, ConfigSpec> {
    public Route create() {
        return new LabelledRoutes<>(engine, Kind.CONFIG, this).create();
    }

    @Override
    public List<LiveConfig> all(Services services) {
        return services.configs();
    }

    @Override
    public Found<LiveConfig> find(Services services, String reference) {
        return services.findConfig(reference);
    }

    @Override
    public ConfigSpec read(JsonNode body) {
        Fields fields = Fields.of(body, "swarm.ConfigSpec");
        return new ConfigSpec(
                fields.text("Name"),
                fields.textMap("Labels"),
                LabelledRoutes.data(fields.text("Data")),
                fields.object("Templating", "swarm.Driver")
                        .map(each -> each.text("Name"))
                        .orElse(""));
    }

    @Override
    public void showData(ObjectNode spec, ConfigSpec of) {
        spec.put("Data", of.data());
    }

    @Override
    public CompletionStage<Outcome<LiveConfig>> create(ConfigSpec spec, Origin origin) {
        return engine.services().createConfig(spec, origin);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> update(LiveConfig live, long version, ConfigSpec spec, Origin origin) {
        return engine.services().updateConfig(live, version, spec, origin);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> remove(LiveConfig live, Origin origin) {
        return engine.services().removeConfig(live, origin);
    }
}
