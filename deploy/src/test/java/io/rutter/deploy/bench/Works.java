package io.rutter.deploy.bench;

import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.UnixHttp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The works of the table. Each leaves the engine as it found it. */
final class Works {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** For all that several clients do together. */
    private static final Duration CROWD_LIMIT = Duration.ofMinutes(10);

    private static final String SLEEPER = "bench-sleeper";
    private static final String TALKER = "bench-talker";
    private static final int MANY = 100;
    private static final int CLIENTS = 8;
    private static final int LINES = 1_000_000;

    private Works() {}

    static List<Work> all() {
        return List.of(
                new Work(
                        "`docker run --rm IMAGE true`, no network",
                        0.45,
                        20,
                        20,
                        engine -> cli(engine, "docker", "run", "--rm", "--network", "none", "base", "true")),
                new Work(
                        "`docker run --rm IMAGE true`, bridge",
                        0.45,
                        20,
                        20,
                        engine -> cli(engine, "docker", "run", "--rm", "base", "true")),
                new Work(
                        "`docker exec C true`",
                        0.65,
                        100,
                        30,
                        engine -> cli(engine, "docker", "exec", SLEEPER, "true")),
                new Work("container start (API)", 0.3, 15, 15, Works::start),
                new Work("stop and remove of a running container (API)", 0.7, 10, 10, Works::stopAndRemove),
                new Work(MANY + " containers created and started, " + CLIENTS + " clients", 0.25, 1, 3, Works::many),
                new Work(
                        "`docker logs` of " + LINES + " lines",
                        0.5,
                        1,
                        3,
                        engine -> cli(engine, "bash", "-c", "docker logs " + TALKER + " >/dev/null")));
    }

    /** What the works need: the image, a container to exec in, one with much to say. */
    static void prepare(Engine engine) {
        engine.docker("run", "-d", "--name", SLEEPER, "base", "sleep", "100000");
        engine.docker("run", "-d", "--name", TALKER, "base", "seq", "1", Integer.toString(LINES));
        engine.docker("wait", TALKER);
    }

    static void clear(Engine engine) {
        engine.docker("rm", "-f", SLEEPER, TALKER);
    }

    private static Duration cli(Engine engine, String... command) {
        Outcome outcome = engine.run(LIMIT, Map.of(), command);
        if (!outcome.isFine()) {
            throw new IllegalStateException(engine.kind() + ": " + String.join(" ", command) + ": " + outcome.output());
        }
        return outcome.took();
    }

    private static Duration start(Engine engine) {
        String id = create(engine);
        long begin = System.nanoTime();
        expect(engine, 204, "POST", "/containers/" + id + "/start");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        expect(engine, 204, "DELETE", "/containers/" + id + "?force=1");
        return took;
    }

    private static Duration stopAndRemove(Engine engine) {
        String id = create(engine);
        expect(engine, 204, "POST", "/containers/" + id + "/start");
        long begin = System.nanoTime();
        expect(engine, 204, "POST", "/containers/" + id + "/stop?t=0");
        expect(engine, 204, "DELETE", "/containers/" + id);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration many(Engine engine) {
        long begin = System.nanoTime();
        List<String> ids = together(MANY, () -> {
            String id = create(engine);
            expect(engine, 204, "POST", "/containers/" + id + "/start");
            return id;
        });
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        together(ids, id -> expect(engine, 204, "DELETE", "/containers/" + id + "?force=1"));
        return took;
    }

    /** Does a thing many times over, as several clients at once. */
    static <T> List<T> together(int times, Callable<T> thing) {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            var all = IntStream.range(0, times)
                    .mapToObj(ignored -> clients.submit(thing))
                    .toList();
            return all.stream().map(Works::await).toList();
        }
    }

    static <T> void together(List<T> things, Consumer<T> each) {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            var all = things.stream()
                    .map(thing -> clients.submit(() -> each.accept(thing)))
                    .toList();
            all.forEach(Works::await);
        }
    }

    static String create(Engine engine) {
        UnixHttp.Answer answer = UnixHttp.send(
                engine.socket(), "POST", "/containers/create", "{\"Image\":\"base\",\"Cmd\":[\"sleep\",\"100000\"]}");
        return answer.field("Id");
    }

    static void expect(Engine engine, int status, String method, String path) {
        UnixHttp.Answer answer = UnixHttp.send(engine.socket(), method, path, "");
        if (answer.status() != status) {
            throw new IllegalStateException(engine.kind() + ": " + method + " " + path + ": " + answer);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.get(CROWD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("a client did not end well", e);
        }
    }
}
