package io.rutter.http.docker.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Health;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.http.docker.json.Json;

/** {@code State} of an inspected container. */
final class StateJson {
    private StateJson() {}

    static ObjectNode state(LiveContainer container) {
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
        if (StatusWords.tested(container)) {
            state.set("Health", health(container));
        }
        return state;
    }

    private static ObjectNode health(LiveContainer container) {
        Health health = container.health();
        ObjectNode object = Json.object()
                .put("Status", StatusWords.healthStatus(container))
                .put("FailingStreak", health == null ? 0 : health.failingStreak());
        var log = object.putArray("Log");
        if (health != null) {
            log.addObject()
                    .put("Start", Json.time(health.at()))
                    .put("End", Json.time(health.at()))
                    .put("ExitCode", health.status().equals("unhealthy") ? 1 : 0)
                    .put("Output", health.output());
        }
        return object;
    }
}
