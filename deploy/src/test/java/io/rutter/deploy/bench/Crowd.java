package io.rutter.deploy.bench;

import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.UnixHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A great many containers that were created and never started, and what it costs to look at them. */
final class Crowd implements AutoCloseable {
    private static final int ROUNDS = 7;
    private static final int INSPECTS = 200;
    private static final int READERS = 2;

    private final Engine engine;
    private final List<String> ids;

    private Crowd(Engine engine, List<String> ids) {
        this.engine = engine;
        this.ids = ids;
    }

    static Crowd of(Engine engine, int containers) {
        return new Crowd(engine, Works.together(containers, () -> Works.create(engine)));
    }

    /** A list of all of them, as time for each. */
    double listMicrosEach() {
        Samples samples = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            samples.add(list());
        }
        return samples.medianMillis() * 1000 / ids.size();
    }

    private Duration list() {
        long begin = System.nanoTime();
        UnixHttp.Answer answer = UnixHttp.send(engine.socket(), "GET", "/containers/json?all=1", "");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (answer.status() != 200
                || !answer.body().contains(ids.getFirst())
                || !answer.body().contains(ids.getLast())) {
            throw new IllegalStateException(engine.kind() + " does not list all");
        }
        return took;
    }

    /** One inspect while other clients list all, again and again. */
    double inspectMillisUnderLoad() {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> readers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(READERS)) {
            for (int at = 0; at < READERS; at++) {
                readers.add(clients.submit(() -> {
                    while (!over.get()) {
                        list();
                    }
                }));
            }
            Samples samples = new Samples();
            for (int at = 0; at < INSPECTS; at++) {
                samples.add(inspect(ids.get(at % ids.size())));
            }
            over.set(true);
            readers.forEach(Works::await);
            return samples.medianMillis();
        } finally {
            over.set(true);
        }
    }

    private Duration inspect(String id) {
        long begin = System.nanoTime();
        Works.expect(engine, 200, "GET", "/containers/" + id + "/json");
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        Works.together(ids, id -> Works.expect(engine, 204, "DELETE", "/containers/" + id + "?force=1"));
    }
}
