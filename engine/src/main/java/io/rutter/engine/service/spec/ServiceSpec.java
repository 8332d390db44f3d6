package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service as declared, whole. Source: Docker Engine API 1.51, ServiceSpec.
 *
 * @param task what each of its tasks is
 * @param update null for the defaults
 * @param rollback null for the defaults
 * @param endpoint null for a virtual address without published ports
 */
public record ServiceSpec(
        String name,
        Map<String, String> labels,
        TaskTemplate task,
        ServiceMode mode,
        @Nullable UpdateConfig update,
        @Nullable UpdateConfig rollback,
        @Nullable EndpointSpec endpoint)
        implements Wire {
    public ServiceSpec {
        labels = Copy.map(labels);
    }

    public ServiceSpec withName(String newName) {
        return new ServiceSpec(newName, labels, task, mode, update, rollback, endpoint);
    }

    public UpdateConfig updateOrDefault() {
        return update == null ? UpdateConfig.DEFAULT : update;
    }

    public UpdateConfig rollbackOrDefault() {
        return rollback == null ? UpdateConfig.DEFAULT : rollback;
    }

    public EndpointSpec endpointOrDefault() {
        return endpoint == null ? EndpointSpec.DEFAULT : endpoint;
    }
}
