package io.rutter.agent.health;

import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.ExecSession;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.Runtime;
import io.rutter.engine.assignment.ContainerOperations.HealthResult;
import io.rutter.engine.container.spec.ExecConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks once: runs the command inside the run and says what came of it. Nothing of it is journaled. */
record Probe(Runtime runtime, InstantSource clock) {
    /** A probe that was killed is gone by then, or left to itself. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(5);
    /** Docker's for a probe that came to no end of its own. */
    private static final int NO_CODE = -1;

    private static final int CANNOT_RUN = 126;
    private static final String NOT_RUN = "OCI runtime exec failed: ";

    /** @param stop ends the probe early; its result then means nothing */
    HealthResult ask(RunKey run, ProbePlan plan, CompletableFuture<Void> stop) throws InterruptedException {
        Instant start = clock.instant();
        try {
            return watched(start, runtime.exec(order(run, plan, start)), plan, stop);
        } catch (IOException e) {
            return new HealthResult(start, clock.instant(), NO_CODE, String.valueOf(e.getMessage()));
        }
    }

    private static ExecOrder order(RunKey run, ProbePlan plan, Instant start) {
        var config = new ExecConfig(plan.argv(), List.of(), "", "", false, false, true, true, false, "");
        return new ExecOrder(run, "health-" + start.toEpochMilli(), config, false, null);
    }

    private HealthResult watched(Instant start, ExecSession session, ProbePlan plan, CompletableFuture<Void> stop)
            throws IOException, InterruptedException {
        var output = new ProbeOutput();
        Thread reader = Thread.ofVirtual().name("health-output").start(() -> output.read(session));
        var exit = session.exit().toCompletableFuture();
        try {
            if (ends(CompletableFuture.anyOf(exit, stop), plan.timeout()) && exit.isDone()) {
                reader.join(OUTPUT_LIMIT);
                return result(start, exit.join(), output.text());
            }
            session.kill();
            ends(exit, KILL_LIMIT);
            return new HealthResult(start, clock.instant(), NO_CODE, exceeded(plan.timeout(), output.text()));
        } finally {
            reader.interrupt();
            session.close();
        }
    }

    /** What could not be run at all has no code in Docker, only the reason; a command's own 126 says other words. */
    private HealthResult result(Instant start, int code, String output) {
        return code == CANNOT_RUN && output.startsWith(NOT_RUN)
                ? new HealthResult(start, clock.instant(), NO_CODE, output.strip())
                : new HealthResult(start, clock.instant(), code, output);
    }

    private static boolean ends(Future<?> end, Duration limit) throws InterruptedException {
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exec has ended without a code", e);
        }
    }

    private static String exceeded(Duration timeout, String output) {
        String words = "Health check exceeded timeout (" + goText(timeout) + ")";
        return output.isEmpty() ? words : words + ": " + output;
    }

    /** As Go writes it: {@code 1m30s}. */
    private static String goText(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return decimal(time.toNanos(), 6) + "ms";
        }
        long hours = time.toHours();
        int minutes = time.toMinutesPart();
        String seconds = decimal(time.minusMinutes(time.toMinutes()).toNanos(), 9) + "s";
        String lead = hours > 0 ? hours + "h" + minutes + "m" : minutes > 0 ? minutes + "m" : "";
        return lead + seconds;
    }

    private static String decimal(long number, int places) {
        return BigDecimal.valueOf(number, places).stripTrailingZeros().toPlainString();
    }
}
