package io.rutter.engine.config;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.config.Config.LiveConfig;
import io.rutter.engine.config.Config.NoConfig;
import io.rutter.engine.config.ConfigCommand.CreateConfig;
import io.rutter.engine.config.ConfigCommand.RelabelConfig;
import io.rutter.engine.config.ConfigCommand.RemoveConfig;
import io.rutter.engine.config.ConfigEvent.ConfigCreated;
import io.rutter.engine.config.ConfigEvent.ConfigRelabelled;
import io.rutter.engine.config.ConfigEvent.ConfigRemoved;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.id.Kind;
import java.time.Instant;
import java.util.List;

/**
 * The rules of configs.
 *
 * @param id the config's id, which a birth needs
 */
public record ConfigDecider(String id) implements Decider<ConfigCommand, ConfigEvent, Config> {
    @Override
    public Config nothing() {
        return new NoConfig();
    }

    @Override
    public Decision<ConfigEvent> decide(Config state, ConfigCommand command, Instant now) {
        return switch (state) {
            case NoConfig _ ->
                switch (command) {
                    case CreateConfig create -> create(create.spec(), now);
                    case RelabelConfig _ -> Decision.refuse(notFound());
                    case RemoveConfig _ -> Decision.refuse(notFound());
                };
            case LiveConfig config ->
                switch (command) {
                    case CreateConfig create ->
                        Decision.refuse(new Problem.Conflict(taken(create.spec().name())));
                    case RelabelConfig update -> update(config, update, now);
                    case RemoveConfig _ -> remove(config, now);
                };
        };
    }

    private Problem notFound() {
        return new Problem.NotFound("config " + id + " not found");
    }

    private static String taken(String name) {
        return SwarmRefusal.words("AlreadyExists", "config " + name + " already exists");
    }

    private Decision<ConfigEvent> create(ConfigSpec spec, Instant now) {
        String wrong = spec.wrong();
        if (wrong != null) {
            return Decision.refuse(SwarmRefusal.invalid(wrong));
        }
        return Decision.need(
                new Demand.FreeName(Kind.CONFIG, List.of(spec.name()), taken(spec.name())),
                _ -> Decision.accept(new ConfigCreated(id, spec, now)));
    }

    private static Decision<ConfigEvent> update(LiveConfig config, RelabelConfig update, Instant now) {
        ConfigSpec spec = update.spec();
        boolean sameData =
                spec.data().isEmpty() || spec.data().equals(config.spec().data());
        if (!spec.name().equals(config.spec().name()) || !sameData) {
            return Decision.refuse(SwarmRefusal.invalid("only updates to Labels are allowed"));
        }
        if (update.version() != config.version()) {
            return Decision.refuse(SwarmRefusal.outOfSequence());
        }
        return Decision.accept(new ConfigRelabelled(config.version() + 1, spec.labels(), now));
    }

    private static Decision<ConfigEvent> remove(LiveConfig config, Instant now) {
        return Decision.need(
                new Demand.NobodyUses(
                        Kind.CONFIG,
                        config.id(),
                        SwarmRefusal.words(
                                "InvalidArgument",
                                "config '" + config.spec().name() + "' is in use by the following service: %s")),
                _ -> Decision.accept(
                        new ConfigRemoved(config.id(), config.spec().name(), now)));
    }

    @Override
    public Config evolve(Config state, ConfigEvent event) {
        return switch (event) {
            case ConfigCreated made -> new LiveConfig(made.id(), made.spec(), 1, made.at(), made.at());
            case ConfigRelabelled relabelled -> {
                if (!(state instanceof LiveConfig old)) {
                    throw new IllegalStateException("a config was relabelled that is not there");
                }
                yield new LiveConfig(
                        old.id(),
                        old.spec().withLabels(relabelled.labels()),
                        relabelled.version(),
                        old.createdAt(),
                        relabelled.at());
            }
            case ConfigRemoved _ -> new NoConfig();
        };
    }
}
