package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.time.Duration;
import java.util.List;

/**
 * How the health of what runs is tested. Source: Docker Engine API 1.51, HealthConfig.
 *
 * @param test {@code NONE}, {@code CMD args…}, or {@code CMD-SHELL command}; empty inherits
 * @param retries failures in a row that make it unhealthy; 0 for the default of 3
 */
public record Healthcheck(
        List<String> test,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries)
        implements Wire {
    public Healthcheck {
        test = Copy.list(test);
    }
}
