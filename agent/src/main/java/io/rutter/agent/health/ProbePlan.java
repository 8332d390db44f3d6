package io.rutter.agent.health;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a container's health is asked by, with Docker's defaults filled in.
 *
 * @param argv command, run as the container's own user with its own environment
 * @param interval from the end of a probe to the next one
 * @param timeout after which a probe is killed and has failed
 * @param startPeriod after the start in which failures do not count
 * @param startInterval in place of the interval, in the start period and until the first success
 * @param retries failures in a row that make it unhealthy
 */
record ProbePlan(
        List<String> argv,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries) {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DEFAULT_START_INTERVAL = Duration.ofSeconds(5);
    private static final int DEFAULT_RETRIES = 3;
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

    ProbePlan {
        argv = List.copyOf(argv);
    }

    /** Empty when the container has no health to ask for, or {@code NONE}. */
    static Optional<ProbePlan> of(ContainerConfig config) {
        Healthcheck check = config.healthcheck();
        if (check == null || check.test().isEmpty()) {
            return Optional.empty();
        }
        List<String> words = check.test().subList(1, check.test().size());
        return switch (check.test().getFirst()) {
            case "CMD" -> Optional.of(plan(check, words));
            case "CMD-SHELL" -> Optional.of(plan(check, inShell(config, words)));
            default -> Optional.empty();
        };
    }

    private static List<String> inShell(ContainerConfig config, List<String> words) {
        List<String> shell = config.shell();
        var argv = new ArrayList<>(shell == null || shell.isEmpty() ? DEFAULT_SHELL : shell);
        argv.addAll(words);
        return argv;
    }

    private static ProbePlan plan(Healthcheck check, List<String> argv) {
        return new ProbePlan(
                argv,
                orElse(check.interval(), DEFAULT_INTERVAL),
                orElse(check.timeout(), DEFAULT_TIMEOUT),
                check.startPeriod(),
                orElse(check.startInterval(), DEFAULT_START_INTERVAL),
                check.retries() <= 0 ? DEFAULT_RETRIES : check.retries());
    }

    private static Duration orElse(Duration time, Duration otherwise) {
        return time.isZero() ? otherwise : time;
    }
}
