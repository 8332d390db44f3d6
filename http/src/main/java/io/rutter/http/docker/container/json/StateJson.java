package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations.HealthLog;
import io.rutter.engine.assignment.ContainerOperations.HealthResult;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Health;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.http.docker.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code State} of an inspected container. */
final class StateJson {
    private StateJson() {}

    /** @param probes what the node's last probes said; none for a moment of the past, where only changes are known */
    static ObjectNode state(LiveContainer container, HealthLog probes) {
        Run run = container.run();
        ObjectNode state = Json.object()
                .put("Status", StatusWords.state(container))
                .put("Running", StatusWords.running(container))
                .put("Paused", run.phase() == Phase.PAUSED)
                .put("Restarting", run.phase() == Phase.RESTARTING)
                .put("OOMKilled", run.oomKilled())
                .put("Dead", false)
                .put("Pid", run.pid())
                .put("ExitCode", run.exitCode())
                .put("Error", run.error())
                .put("StartedAt", Json.time(run.startedAt()))
                .put("FinishedAt", Json.time(run.finishedAt()));
        if (StatusWords.tested(container) && run.number() > 0) {
            state.set("Health", health(container, probes));
        }
        return state;
    }

    private static ObjectNode health(LiveContainer container, HealthLog probes) {
        HealthLog known = probes.results().isEmpty() ? lastChange(container.health()) : probes;
        ObjectNode object = Json.object()
                .put("Status", StatusWords.healthStatus(container))
                .put("FailingStreak", known.failingStreak());
        var log = object.putArray("Log");
        for (HealthResult result : known.results()) {
            log.addObject()
                    .put("Start", Json.time(result.start()))
                    .put("End", Json.time(result.end()))
                    .put("ExitCode", result.exitCode())
                    .put("Output", result.output());
        }
        return object;
    }

    /** The probe that changed its health, as far as the log tells of it. */
    private static HealthLog lastChange(@Nullable Health health) {
        if (health == null) {
            return HealthLog.NONE;
        }
        int exitCode = health.status().equals("unhealthy") ? 1 : 0;
        var result = new HealthResult(health.at(), health.at(), exitCode, health.output());
        return new HealthLog(health.failingStreak(), List.of(result));
    }
}
