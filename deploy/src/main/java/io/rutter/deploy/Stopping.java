package io.rutter.deploy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for SIGTERM or SIGINT, and holds the JVM until the engine is taken apart. */
final class Stopping {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    Stopping() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::hook, "stopping"));
    }

    private void hook() {
        asked.countDown();
        try {
            done.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void await() throws InterruptedException {
        asked.await();
    }

    void done() {
        done.countDown();
    }
}
