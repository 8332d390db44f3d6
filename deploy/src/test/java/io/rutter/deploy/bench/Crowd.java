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
    private static final int LISTED = 1_000;

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
            samples.add(list(ids.size(), ids.getFirst()));
        }
        return samples.medianMillis() * 1000 / ids.size();
    }

    /** The newest of them; the list must hold what is named. */
    private Duration list(int most, String held) {
        long begin = System.nanoTime();
        UnixHttp.Answer answer = UnixHttp.send(engine.socket(), "GET", "/containers/json?all=1&limit=" + most, "");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (answer.status() != 200 || !answer.body().contains(held)) {
            throw new IllegalStateException(engine.kind() + " does not list them");
        }
        return took;
    }

    /** One inspect while other clients list a thousand, again and again. */
    double inspectMillisUnderLoad() {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> readers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(READERS)) {
            for (int at = 0; at < READERS; at++) {
                readers.add(clients.submit(() -> {
                    while (!over.get()) {
                        list(LISTED, ids.getLast());
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
