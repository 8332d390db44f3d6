package io.rutter.engine.entity;

import io.rutter.engine.id.EntityKey;
import java.util.concurrent.CompletionStage;

/** Where orders to entities go in. */
public interface Commands {
    /**
     * Sends an order to an entity, which is made on demand.
     *
     * @return the reply once its outcome is durable and World has reached it; never fails for a refusal, and fails only when
     *     this process can no longer learn the outcome
     */
    CompletionStage<Reply> send(EntityKey key, Object command, Origin origin);
}
