package io.rutter.http.docker.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ImageOperations.Progress;
import io.rutter.http.docker.json.Json;

/** One of Docker's progress messages. */
public final class ProgressJson {
    private ProgressJson() {}

    public static ObjectNode message(Progress progress) {
        ObjectNode object = Json.object();
        if (!progress.stream().isEmpty()) {
            return object.put("stream", progress.stream());
        }
        object.put("status", progress.status());
        if (progress.total() > 0 || progress.current() > 0) {
            ObjectNode detail = object.putObject("progressDetail").put("current", progress.current());
            if (progress.total() > 0) {
                detail.put("total", progress.total());
            }
        }
        if (!progress.id().isEmpty()) {
            object.put("id", progress.id());
        }
        return object;
    }
}
