package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;

/**
 * Where tasks may run. Source: Docker Engine API 1.51, TaskSpec.Placement.
 *
 * @param constraints such as {@code node.labels.disk==ssd}; all of them hold
 * @param spreadOver node or engine labels over whose values tasks are spread, the most important first
 * @param maxReplicas tasks of the service on one node; 0 for no limit
 * @param platforms any of them will do; empty for all
 */
public record TaskPlacement(
        List<String> constraints, List<String> spreadOver, long maxReplicas, List<TaskPlatform> platforms)
        implements Wire {
    public static final TaskPlacement ANYWHERE = new TaskPlacement(List.of(), List.of(), 0, List.of());

    public TaskPlacement {
        constraints = Copy.list(constraints);
        spreadOver = Copy.list(spreadOver);
        platforms = Copy.list(platforms);
    }

    /** What an image is made for; an empty part fits all. */
    public record TaskPlatform(String architecture, String os) implements Wire {
        public TaskPlatform {
            architecture = Copy.text(architecture);
            os = Copy.text(os);
        }
    }
}
