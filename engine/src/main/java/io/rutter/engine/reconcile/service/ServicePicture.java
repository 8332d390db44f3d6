package io.rutter.engine.reconcile.service;

import io.rutter.engine.schedule.NodeRoom;
import io.rutter.engine.service.LiveService;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service as it is wanted and as it is.
 *
 * @param service null when it is gone and only its tasks are left
 * @param dissolved whether the whole cluster is gone: nothing is waited for then
 * @param tasks all that are there, over or not
 * @param nodes of the cluster, with what all tasks have left of them
 * @param historyLimit tasks kept a slot, the running one included
 */
public record ServicePicture(
        @Nullable LiveService service,
        boolean dissolved,
        List<TaskView> tasks,
        List<NodeRoom> nodes,
        int historyLimit,
        Instant now) {
    public ServicePicture {
        tasks = List.copyOf(tasks);
        nodes = List.copyOf(nodes);
    }
}
