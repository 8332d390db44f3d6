package io.rutter.agent.volume;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One at a time works on what has a name. A lock is there for as long as somebody holds it or waits for it. */
final class NameLocks {
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    /** Counted under the map's own lock. */
    private static final class Lock {
        private int holders;

        private Lock one() {
            holders++;
            return this;
        }
    }

    /** What is done while the lock is held. */
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T with(String name, Work<T> work) throws IOException {
        Lock lock = locks.compute(name, (_, known) -> (known == null ? new Lock() : known).one());
        try {
            synchronized (lock) {
                return work.run();
            }
        } finally {
            locks.computeIfPresent(name, (_, held) -> --held.holders == 0 ? null : held);
        }
    }
}
