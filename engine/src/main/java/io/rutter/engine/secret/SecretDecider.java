package io.rutter.engine.secret;

import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.id.Kind;
import io.rutter.engine.labelled.LabelledRules;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.secret.Secret.NoSecret;
import io.rutter.engine.secret.SecretCommand.CreateSecret;
import io.rutter.engine.secret.SecretCommand.RelabelSecret;
import io.rutter.engine.secret.SecretCommand.RemoveSecret;
import io.rutter.engine.secret.SecretEvent.SecretCreated;
import io.rutter.engine.secret.SecretEvent.SecretRelabelled;
import io.rutter.engine.secret.SecretEvent.SecretRemoved;
import java.time.Instant;

/**
 * The rules of secrets.
 *
 * @param id the secret's id, which a birth needs
 */
public record SecretDecider(String id) implements Decider<SecretCommand, SecretEvent, Secret> {
    private static final LabelledRules RULES = new LabelledRules(Kind.SECRET);

    @Override
    public Secret nothing() {
        return new NoSecret();
    }

    @Override
    public Decision<SecretEvent> decide(Secret state, SecretCommand command, Instant now) {
        return switch (state) {
            case NoSecret _ ->
                switch (command) {
                    case CreateSecret create -> RULES.create(create.spec(), new SecretCreated(id, create.spec(), now));
                    case RelabelSecret _ -> RULES.absent(id);
                    case RemoveSecret _ -> RULES.absent(id);
                };
            case LiveSecret live ->
                switch (command) {
                    case CreateSecret create -> RULES.taken(create.spec().name());
                    case RelabelSecret update ->
                        RULES.relabel(
                                live,
                                update.version(),
                                update.spec(),
                                version -> new SecretRelabelled(
                                        version, update.spec().labels(), now));
                    case RemoveSecret _ ->
                        RULES.remove(
                                live, new SecretRemoved(live.id(), live.spec().name(), now));
                };
        };
    }

    @Override
    public Secret evolve(Secret state, SecretEvent event) {
        return switch (event) {
            case SecretCreated made -> new LiveSecret(made.id(), made.spec(), 1, made.at(), made.at());
            case SecretRelabelled relabelled -> {
                if (!(state instanceof LiveSecret old)) {
                    throw new IllegalStateException("a secret was relabelled that is not there");
                }
                yield new LiveSecret(
                        old.id(),
                        old.spec().withLabels(relabelled.labels()),
                        relabelled.version(),
                        old.createdAt(),
                        relabelled.at());
            }
            case SecretRemoved _ -> new NoSecret();
        };
    }
}
