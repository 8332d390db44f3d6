package io.rutter.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.TestFolder;
import io.rutter.deploy.host.UnixHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SIGKILL at random moments; `./dev test crash N` for more than the few rounds that every test run makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
    private static final Path FOLDER = TestFolder.of("crash");
    private static final int LONGEST_LOAD_MILLIS = 1500;
    private static final Duration CONVERGED = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE_SLEEP = "7999000";

    private final int rounds = Integer.getInteger("rutter.crash.rounds", 5);
    private final long seed = Long.getLong("rutter.crash.seed", System.nanoTime());
    private final Promises promises = new Promises();
    private Rutter rutter;
    private String rulesBefore;
    private List<String> vethsBefore;

    @BeforeAll
    void start() {
        rutter = Rutter.start(FOLDER);
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        Outcome imported = rutter.run(LIMIT, Map.of(), "bash", "-c", script + " | docker import - base");
        assertThat(imported.isFine()).as(imported.output()).isTrue();
        rulesBefore = Host.rules();
        vethsBefore = Host.veths();
        rutter.docker("swarm", "init", "--advertise-addr", "127.0.0.1");
        rutter.docker("service", "create", "-d", "--name", Load.SERVICE, "base", "sleep", SERVICE_SLEEP);
    }

    @Test
    void nothingAcknowledgedIsLostNothingIsDoneTwiceNothingIsLeftOver() throws InterruptedException {
        Random random = new Random(seed);
        for (int round = 1; round <= rounds; round++) {
            Load load = new Load(rutter, promises, random.nextLong());
            load.start();
            Thread.sleep(50 + random.nextInt(LONGEST_LOAD_MILLIS));
            rutter.kill();
            load.end();
            rutter.startAgain();
            String where = "round " + round + " of seed " + seed;
            promises.containers().forEach((number, promise) -> checkContainer(where, number, promise));
            checkService(where);
        }
        checkEvents();
        checkNothingIsLeft();
    }

    private void checkContainer(String where, int number, Promise promise) {
        UnixHttp.Answer answer =
                UnixHttp.send(rutter.socket(), "GET", "/containers/" + Promises.name(number) + "/json", "");
        String what = where + ": " + Promises.name(number) + ", " + promise;
        boolean exists = answer.status() == 200;
        switch (promise) {
            case Promise.Created() -> assertThat(exists).as(what).isTrue();
            case Promise.Removed() -> assertThat(exists).as(what).isFalse();
            case Promise.Started() -> {
                assertThat(exists).as(what).isTrue();
                assertThat(answer.body()).as(what).contains("\"Running\":true");
            }
            case Promise.Unknown() -> assertThat(answer.status()).as(what).isIn(200, 404);
        }
        boolean running = exists && answer.body().contains("\"Running\":true");
        converged(what + ": processes", () -> Host.sleepers(Promises.sleep(number)) == (running ? 1 : 0));
        promises.settled(number, exists);
    }

    private void checkService(String where) {
        int wanted = promises.replicas();
        String asked = rutter.docker("service", "inspect", "-f", "{{.Spec.Mode.Replicated.Replicas}}", Load.SERVICE);
        if (wanted > 0) {
            assertThat(asked).as(where + ": replicas").isEqualTo(Integer.toString(wanted));
        }
        converged(where + ": " + asked + " tasks", () -> Host.sleepers(SERVICE_SLEEP) == Long.parseLong(asked));
    }

    /** From the first event on: each container that was acknowledged was created once. */
    private void checkEvents() {
        String until = Long.toString(System.currentTimeMillis() / 1000 + 1);
        String events = rutter.docker(
                "events",
                "--since",
                "0",
                "--until",
                until,
                "--filter",
                "event=create",
                "--format",
                "{{.Actor.Attributes.name}}");
        List<String> names = events.lines()
                .filter(name -> name.startsWith("crash-") && !name.startsWith("crash-service"))
                .toList();
        assertThat(names).as("seed " + seed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(names))
                .as("seed " + seed)
                .containsAll(promises.containers().keySet().stream()
                        .map(Promises::name)
                        .toList());
    }

    private void checkNothingIsLeft() {
        rutter.docker("service", "rm", Load.SERVICE);
        converged("tasks end with their service", () -> Host.sleepers(SERVICE_SLEEP) == 0);
        rutter.docker("swarm", "leave", "--force");
        promises.containers().keySet().forEach(number -> rutter.docker("rm", "-f", Promises.name(number)));
        converged("no process is left", () -> Host.processesOf(FOLDER).isEmpty());
        converged("no link is left", () -> vethsBefore.containsAll(Host.veths()));
        converged("no rule is left", () -> Host.rules().equals(rulesBefore));
        rutter.stop();
        assertThat(Host.mountsBelow(FOLDER.resolve("exec"))).as("mounts").noneMatch(path -> path.contains("merged"));
    }

    private static void converged(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + CONVERGED.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("not within " + CONVERGED + ": " + what)
                    .isLessThan(end);
            Rutter.pause(Duration.ofMillis(100));
        }
    }

    @AfterAll
    void end() {
        if (rutter != null) {
            rutter.close();
        }
    }
}
