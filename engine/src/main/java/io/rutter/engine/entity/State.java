package io.rutter.engine.entity;

import io.rutter.engine.claims.Claim;
import java.util.Set;

/** What the events of an entity amount to. */
public interface State extends Wire {
    /** True between birth and the last event of a life. */
    boolean alive();

    /** What this entity holds that must be unique, is used up, or stands in another's way. */
    default Set<Claim> claims() {
        return Set.of();
    }

    /** How often what is desired has changed; 0 where there is nothing. */
    default long generation() {
        return 0;
    }
}
