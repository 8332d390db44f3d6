package io.rutter.engine.secret;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.Kind;
import io.rutter.engine.labelled.Labelled;
import java.time.Instant;
import java.util.Set;

/** What a secret is: not there, or there. */
public sealed interface Secret extends State {
    record NoSecret() implements Secret {
        @Override
        public boolean alive() {
            return false;
        }
    }

    record LiveSecret(String id, SecretSpec spec, long version, Instant createdAt, Instant updatedAt)
            implements Secret, Labelled<SecretSpec> {
        @Override
        public Set<Claim> claims() {
            return Set.of(new Claim.Name(Kind.SECRET, spec.name()));
        }
    }
}
