package io.rutter.deploy.crash;

import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.UnixHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Clients that run, exec, remove and scale, each alone in a thread, until the engine stops answering. */
final class Load {
    private static final int RUNNERS = 3;
    private static final int MAX_REPLICAS = 3;
    static final String SERVICE = "crash-service";

    private final Engine engine;
    private final Promises promises;
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean over;

    Load(Engine engine, Promises promises, long seed) {
        this.engine = engine;
        this.promises = promises;
        for (int at = 0; at < RUNNERS; at++) {
            Random random = new Random(seed + at);
            clients.add(Thread.ofPlatform().name("runner-" + at).unstarted(() -> untilOver(() -> run(random))));
        }
        Random random = new Random(seed + RUNNERS);
        clients.add(Thread.ofPlatform().name("scaler").unstarted(() -> untilOver(() -> scale(random))));
    }

    void start() {
        clients.forEach(Thread::start);
    }

    /** Answers once the last client has seen that the engine is gone. */
    void end() throws InterruptedException {
        over = true;
        for (Thread client : clients) {
            client.join(30_000);
        }
    }

    private void untilOver(Runnable step) {
        while (!over) {
            try {
                step.run();
            } catch (RuntimeException e) {
                // The engine was killed, or is about to be: what it did not answer stays unknown.
                return;
            }
        }
    }

    private void run(Random random) {
        int number = promises.number();
        promises.told(number, new Promise.Unknown());
        String body = "{\"Image\":\"base\",\"Cmd\":[\"sleep\",\"" + Promises.sleep(number) + "\"]}";
        expect(201, "POST", "/containers/create?name=" + Promises.name(number), body);
        promises.told(number, new Promise.Created());
        expect(204, "POST", "/containers/" + Promises.name(number) + "/start", "");
        promises.told(number, new Promise.Started());
        for (int execs = random.nextInt(3); execs > 0; execs--) {
            exec(number);
        }
        // Most go again, so that the host does not fill up over a hundred rounds.
        if (random.nextInt(5) > 0) {
            promises.told(number, new Promise.Unknown());
            expect(204, "DELETE", "/containers/" + Promises.name(number) + "?force=1", "");
            promises.told(number, new Promise.Removed());
        }
    }

    private void exec(int number) {
        String path = "/containers/" + Promises.name(number) + "/exec";
        String id = UnixHttp.send(engine.socket(), "POST", path, "{\"Cmd\":[\"true\"]}")
                .field("Id");
        expect(200, "POST", "/exec/" + id + "/start", "{\"Detach\":true}");
    }

    private void scale(Random random) {
        int replicas = 1 + random.nextInt(MAX_REPLICAS);
        promises.scalingTo(replicas);
        var outcome = engine.run(
                java.time.Duration.ofSeconds(20),
                java.util.Map.of(),
                "docker",
                "service",
                "scale",
                "-d",
                SERVICE + "=" + replicas);
        if (!outcome.isFine()) {
            throw new IllegalStateException(outcome.output());
        }
        promises.scaled();
    }

    private void expect(int status, String method, String path, String body) {
        UnixHttp.Answer answer = UnixHttp.send(engine.socket(), method, path, body);
        if (answer.status() != status) {
            throw new IllegalStateException(method + " " + path + ": " + answer);
        }
    }
}
