package io.rutter.deploy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the opposite order; one that fails does not keep the others open. */
final class ClosingOrder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingOrder.class);
    private static final Duration SYSTEM_LIMIT = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T then(T opened) {
        open.push(opened);
        return opened;
    }

    /** Actors end before what they write to is closed. */
    void then(ActorSystem<?> system) {
        open.push(() -> {
            system.terminate();
            system.getWhenTerminated()
                    .toCompletableFuture()
                    .completeOnTimeout(Done.getInstance(), SYSTEM_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        });
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("Something was not closed", e);
            }
        }
    }
}
