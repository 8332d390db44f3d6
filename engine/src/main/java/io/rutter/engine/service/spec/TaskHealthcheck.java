package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.time.Duration;
import java.util.List;

/**
 * How a task's health is tested. Source: Docker Engine API 1.51, HealthConfig.
 *
 * @param test {@code NONE}, {@code CMD args…}, or {@code CMD-SHELL command}; empty inherits the image's
 * @param retries 0 for the default
 */
public record TaskHealthcheck(
        List<String> test,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries)
        implements Wire {
    public TaskHealthcheck {
        test = Copy.list(test);
    }
}
