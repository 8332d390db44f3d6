package io.rutter.engine.config;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.Kind;
import io.rutter.engine.labelled.Labelled;
import java.time.Instant;
import java.util.Set;

/** What a config is: not there, or there. */
public sealed interface Config extends State {
    record NoConfig() implements Config {
        @Override
        public boolean alive() {
            return false;
        }
    }

    record LiveConfig(String id, ConfigSpec spec, long version, Instant createdAt, Instant updatedAt)
            implements Config, Labelled<ConfigSpec> {
        @Override
        public Set<Claim> claims() {
            return Set.of(new Claim.Name(Kind.CONFIG, spec.name()));
        }
    }
}
