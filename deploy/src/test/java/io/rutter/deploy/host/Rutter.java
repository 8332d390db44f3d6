package io.rutter.deploy.host;

import io.rutter.deploy.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The distribution's `bin/rutter engine` as a process of its own, which a test may kill and start again on the same log. */
public final class Rutter implements Engine {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration PING_LIMIT = Duration.ofSeconds(2);

    private final Path folder;
    private final List<String> options;
    private Process process;

    private Rutter(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
        this.process = launch();
    }

    /**
     * An engine with an empty log: what an earlier run left in the folder is taken away first.
     *
     * @param folder short: the sockets below it may have paths of 107 bytes
     */
    public static Rutter start(Path folder, String... options) {
        sweep(folder);
        Rutter rutter = new Rutter(folder, List.of(options));
        rutter.awaitReady();
        return rutter;
    }

    public static boolean isBuilt() {
        return Files.isExecutable(Checkout.distribution().resolve("bin/rutter"));
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                Checkout.distribution().resolve("bin/rutter").toString(),
                "engine",
                "--data-root",
                folder.resolve("data").toString(),
                "--exec-root",
                folder.resolve("exec").toString(),
                "--host",
                "unix://" + socket()));
        command.addAll(options);
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the engine is not ready; its log ends:\n" + logTail());
            }
            pause(Duration.ofMillis(20));
        }
    }

    public boolean answers() {
        return run(
                        PING_LIMIT,
                        Map.of(),
                        "curl",
                        "-s",
                        "-m1",
                        "--unix-socket",
                        socket().toString(),
                        "http://rutter/_ping")
                .word()
                .equals("OK");
    }

    /** SIGKILL at this instant; answers once the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    public void stop() {
        process.destroy();
        if (!awaitEnd()) {
            kill();
        }
    }

    public void startAgain() {
        process = launch();
        awaitReady();
    }

    public long pid() {
        return process.pid();
    }

    public Path folder() {
        return folder;
    }

    public Path log() {
        return folder.resolve("engine.log");
    }

    private String logTail() {
        return Shell.run(PING_LIMIT, "tail", "-n", "30", log().toString()).output();
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the engine ended", e);
        }
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    @Override
    public String kind() {
        return "rutter";
    }

    @Override
    public Path socket() {
        return folder.resolve("rutter.sock");
    }

    @Override
    public List<String> inside() {
        return List.of();
    }

    /** Ends the engine and everything it started, then removes its folder. */
    @Override
    public void close() {
        stop();
        sweep(folder);
    }

    private static void sweep(Path folder) {
        String script = Checkout.root().resolve("deploy/src/main/scripts/sweep").toString();
        Outcome swept = Shell.run(STOP_LIMIT, script, folder.toString());
        if (Files.exists(folder)) {
            throw new IllegalStateException(folder + " could not be taken away: " + swept.output());
        }
    }
}
