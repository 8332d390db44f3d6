package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task of a service is. Source: Docker Engine API 1.51, TaskSpec.
 *
 * @param limits what a task may use at most
 * @param reservations what a node must have free for a task
 * @param restart null for the defaults
 * @param placement null for any node
 * @param forceUpdate counted up to replace tasks though nothing else changed
 * @param runtime empty or {@code container}
 * @param logDriver null for the engine's default
 */
public record TaskTemplate(
        TaskContainer container,
        TaskResources limits,
        TaskResources reservations,
        @Nullable TaskRestart restart,
        @Nullable TaskPlacement placement,
        long forceUpdate,
        String runtime,
        List<NetworkAttachment> networks,
        @Nullable TaskLogDriver logDriver)
        implements Wire {
    public TaskTemplate {
        limits = limits == null ? TaskResources.NONE : limits;
        reservations = reservations == null ? TaskResources.NONE : reservations;
        runtime = Copy.text(runtime);
        networks = Copy.list(networks);
    }

    public TaskRestart restartOrDefault() {
        return restart == null ? TaskRestart.DEFAULT : restart;
    }

    public TaskPlacement placementOrDefault() {
        return placement == null ? TaskPlacement.ANYWHERE : placement;
    }

    /**
     * A network that tasks join.
     *
     * @param target name or id as given; the id once the service is there
     */
    public record NetworkAttachment(String target, List<String> aliases, Map<String, String> driverOpts)
            implements Wire {
        public NetworkAttachment {
            target = Copy.text(target);
            aliases = Copy.list(aliases);
            driverOpts = Copy.map(driverOpts);
        }
    }

    /** Where output goes. */
    public record TaskLogDriver(String name, Map<String, String> options) implements Wire {
        public TaskLogDriver {
            name = Copy.text(name);
            options = Copy.map(options);
        }
    }
}
