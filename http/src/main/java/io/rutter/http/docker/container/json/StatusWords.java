package io.rutter.http.docker.container.json;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.rules.PhaseWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a container is doing, in the words of {@code docker ps}. */
public final class StatusWords {
    private StatusWords() {}

    /** The {@code State} of a list: one word. */
    public static String state(LiveContainer container) {
        return removing(container)
                ? "removing"
                : PhaseWords.word(container.run().phase());
    }

    /** The {@code Status} of a list: a few words with a time. */
    static String status(LiveContainer container, Instant now) {
        Run run = container.run();
        return switch (run.phase()) {
            case RUNNING -> "Up " + since(run.startedAt(), now) + health(container);
            case PAUSED -> "Up " + since(run.startedAt(), now) + " (Paused)";
            case RESTARTING -> "Restarting (" + run.exitCode() + ") " + since(run.finishedAt(), now) + " ago";
            case CREATED, STARTING, EXITED -> idle(container, now);
        };
    }

    private static String idle(LiveContainer container, Instant now) {
        Run run = container.run();
        if (removing(container)) {
            return "Removal In Progress";
        }
        if (run.startedAt() == null) {
            return "Created";
        }
        return run.finishedAt() == null
                ? ""
                : "Exited (" + run.exitCode() + ") " + since(run.finishedAt(), now) + " ago";
    }

    private static boolean removing(LiveContainer container) {
        return container.desired().wanted() == Wanted.REMOVED && !container.isUp();
    }

    private static String since(@Nullable Instant then, Instant now) {
        return HumanDuration.words(then == null ? Duration.ZERO : Duration.between(then, now));
    }

    private static String health(LiveContainer container) {
        String status = healthStatus(container);
        return switch (status) {
            case "none" -> "";
            case "starting" -> " (health: starting)";
            default -> " (" + status + ")";
        };
    }

    /**
     * none, starting, healthy or unhealthy. A run whose health nobody has told yet is starting; one that is paused or over is not
     * asked, which Docker calls unhealthy.
     */
    public static String healthStatus(LiveContainer container) {
        if (!tested(container) || container.run().number() == 0) {
            return "none";
        }
        if (container.run().phase() != Phase.RUNNING) {
            return "unhealthy";
        }
        return container.health() == null ? "starting" : container.health().status();
    }

    static boolean tested(LiveContainer container) {
        var healthcheck = container.spec().config().healthcheck();
        List<String> test = healthcheck == null ? List.of() : healthcheck.test();
        return !test.isEmpty() && !test.getFirst().equals("NONE");
    }

    /** Docker counts a container that waits for its next run as running. */
    public static boolean running(LiveContainer container) {
        return container.isUp() || container.run().phase() == Phase.RESTARTING;
    }
}
