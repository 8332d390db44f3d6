package io.rutter.agent.reconcile;

import io.rutter.engine.id.EntityKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be looked at, one after the other, so that an older look never undoes what a younger one made. What is named again
 * before its turn is looked at once: there is never more to do than there are things.
 */
final class Looks {
    private final Executor threads;
    private final Consumer<EntityKey> look;
    private final LinkedHashSet<EntityKey> due = new LinkedHashSet<>();
    private boolean busy;

    /** @param look at one thing; must not throw */
    Looks(Executor threads, Consumer<EntityKey> look) {
        this.threads = threads;
        this.look = look;
    }

    void at(EntityKey key) {
        atAll(List.of(key));
    }

    /** Returns at once. */
    void atAll(Collection<EntityKey> keys) {
        synchronized (due) {
            due.addAll(keys);
            if (busy || due.isEmpty()) {
                return;
            }
            busy = true;
        }
        threads.execute(this::work);
    }

    private void work() {
        for (EntityKey next = next(); next != null; next = next()) {
            look.accept(next);
        }
    }

    private @Nullable EntityKey next() {
        synchronized (due) {
            if (due.isEmpty()) {
                busy = false;
                return null;
            }
            return due.removeFirst();
        }
    }
}
