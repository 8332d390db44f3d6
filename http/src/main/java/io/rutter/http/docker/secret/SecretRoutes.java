package io.rutter.http.docker.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.Kind;
import io.rutter.engine.secret.SealedBytes;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.secret.SecretSpec;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.Services;
import io.rutter.http.docker.json.Fields;
import io.rutter.http.docker.swarm.LabelledRoutes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.server.Route;

/** Every path under {@code /secrets}. */
public record SecretRoutes(Engine engine) implements LabelledRoutes.Noun<LiveSecret, SecretSpec> {
    public Route create() {
        return new LabelledRoutes<>(engine, Kind.SECRET, this).create();
    }

    @Override
    public List<LiveSecret> all(Services services) {
        return services.secrets();
    }

    @Override
    public Found<LiveSecret> find(Services services, String reference) {
        return services.findSecret(reference);
    }

    @Override
    public SecretSpec read(JsonNode body) {
        Fields fields = Fields.of(body, "swarm.SecretSpec");
        var driver = fields.object("Driver", "swarm.Driver");
        return new SecretSpec(
                fields.text("Name"),
                fields.textMap("Labels"),
                new SealedBytes("", LabelledRoutes.data(fields.text("Data"))),
                driver.map(each -> each.text("Name")).orElse(""),
                driver.map(each -> each.textMap("Options")).orElseGet(Map::of),
                fields.object("Templating", "swarm.Driver")
                        .map(each -> each.text("Name"))
                        .orElse(""));
    }

    /** Nothing: a secret cannot be read back. */
    @Override
    public void showData(ObjectNode spec, SecretSpec of) {}

    @Override
    public CompletionStage<Outcome<LiveSecret>> create(SecretSpec spec, Origin origin) {
        return engine.services().createSecret(spec, origin);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> update(LiveSecret live, long version, SecretSpec spec, Origin origin) {
        return engine.services().updateSecret(live, version, spec, origin);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> remove(LiveSecret live, Origin origin) {
        return engine.services().removeSecret(live, origin);
    }
}
