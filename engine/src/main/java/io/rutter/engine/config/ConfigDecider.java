package io.rutter.engine.config;

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
import io.rutter.engine.id.Kind;
import io.rutter.engine.labelled.LabelledRules;
import java.time.Instant;

/**
 * The rules of configs.
 *
 * @param id the config's id, which a birth needs
 */
public record ConfigDecider(String id) implements Decider<ConfigCommand, ConfigEvent, Config> {
    private static final LabelledRules RULES = new LabelledRules(Kind.CONFIG);

    @Override
    public Config nothing() {
        return new NoConfig();
    }

    @Override
    public Decision<ConfigEvent> decide(Config state, ConfigCommand command, Instant now) {
        return switch (state) {
            case NoConfig _ ->
                switch (command) {
                    case CreateConfig create -> RULES.create(create.spec(), new ConfigCreated(id, create.spec(), now));
                    case RelabelConfig _ -> RULES.absent(id);
                    case RemoveConfig _ -> RULES.absent(id);
                };
            case LiveConfig live ->
                switch (command) {
                    case CreateConfig create -> RULES.taken(create.spec().name());
                    case RelabelConfig update ->
                        RULES.relabel(
                                live,
                                update.version(),
                                update.spec(),
                                version -> new ConfigRelabelled(
                                        version, update.spec().labels(), now));
                    case RemoveConfig _ ->
                        RULES.remove(
                                live, new ConfigRemoved(live.id(), live.spec().name(), now));
                };
        };
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
