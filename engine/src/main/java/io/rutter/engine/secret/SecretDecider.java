package io.rutter.engine.secret;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.id.Kind;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.secret.Secret.NoSecret;
import io.rutter.engine.secret.SecretCommand.CreateSecret;
import io.rutter.engine.secret.SecretCommand.RelabelSecret;
import io.rutter.engine.secret.SecretCommand.RemoveSecret;
import io.rutter.engine.secret.SecretEvent.SecretCreated;
import io.rutter.engine.secret.SecretEvent.SecretRelabelled;
import io.rutter.engine.secret.SecretEvent.SecretRemoved;
import java.time.Instant;
import java.util.List;

/**
 * The rules of secrets.
 *
 * @param id the secret's id, which a birth needs
 */
public record SecretDecider(String id) implements Decider<SecretCommand, SecretEvent, Secret> {
    @Override
    public Secret nothing() {
        return new NoSecret();
    }

    @Override
    public Decision<SecretEvent> decide(Secret state, SecretCommand command, Instant now) {
        return switch (state) {
            case NoSecret _ ->
                switch (command) {
                    case CreateSecret create -> create(create.spec(), now);
                    case RelabelSecret _ -> Decision.refuse(notFound());
                    case RemoveSecret _ -> Decision.refuse(notFound());
                };
            case LiveSecret secret ->
                switch (command) {
                    case CreateSecret create ->
                        Decision.refuse(new Problem.Conflict(taken(create.spec().name())));
                    case RelabelSecret update -> update(secret, update, now);
                    case RemoveSecret _ -> remove(secret, now);
                };
        };
    }

    private Problem notFound() {
        return new Problem.NotFound("secret " + id + " not found");
    }

    private static String taken(String name) {
        return SwarmRefusal.words("AlreadyExists", "secret " + name + " already exists");
    }

    private Decision<SecretEvent> create(SecretSpec spec, Instant now) {
        String wrong = spec.wrong();
        if (wrong != null) {
            return Decision.refuse(SwarmRefusal.invalid(wrong));
        }
        return Decision.need(
                new Demand.FreeName(Kind.SECRET, List.of(spec.name()), taken(spec.name())),
                _ -> Decision.accept(new SecretCreated(id, spec, now)));
    }

    private static Decision<SecretEvent> update(LiveSecret secret, RelabelSecret update, Instant now) {
        SecretSpec spec = update.spec();
        boolean sameData =
                spec.data().isEmpty() || spec.data().equals(secret.spec().data());
        if (!spec.name().equals(secret.spec().name()) || !sameData) {
            return Decision.refuse(SwarmRefusal.invalid("only updates to Labels are allowed"));
        }
        if (update.version() != secret.version()) {
            return Decision.refuse(SwarmRefusal.outOfSequence());
        }
        return Decision.accept(new SecretRelabelled(secret.version() + 1, spec.labels(), now));
    }

    private static Decision<SecretEvent> remove(LiveSecret secret, Instant now) {
        return Decision.need(
                new Demand.NobodyUses(
                        Kind.SECRET,
                        secret.id(),
                        SwarmRefusal.words(
                                "InvalidArgument",
                                "secret '" + secret.spec().name() + "' is in use by the following service: %s")),
                _ -> Decision.accept(
                        new SecretRemoved(secret.id(), secret.spec().name(), now)));
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
