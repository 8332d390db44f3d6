package io.rutter.http.docker.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.json.Sparse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code ServiceSpec} in an answer.
 *
 * @param defaults whether what was not said is shown as what it means
 */
record ServiceSpecJson(boolean defaults) {
    ObjectNode spec(ServiceSpec spec) {
        return new Sparse()
                .text("Name", spec.name())
                .always("Labels", Json.map(spec.labels()))
                .always("TaskTemplate", new TaskJson(defaults).template(spec.task()))
                .always("Mode", mode(spec.mode()))
                .node("UpdateConfig", update(spec.update()))
                .node("RollbackConfig", update(spec.rollback()))
                .node("EndpointSpec", endpoint(spec.endpoint()))
                .object();
    }

    private static ObjectNode mode(ServiceMode mode) {
        ObjectNode object = Json.object();
        switch (mode.shape()) {
            case REPLICATED -> object.putObject("Replicated").put("Replicas", mode.replicas());
            case GLOBAL -> object.putObject("Global");
            case REPLICATED_JOB ->
                object.putObject("ReplicatedJob")
                        .put("MaxConcurrent", mode.maxConcurrent())
                        .put("TotalCompletions", mode.totalCompletions());
            case GLOBAL_JOB -> object.putObject("GlobalJob");
        }
        return object;
    }

    private @Nullable ObjectNode update(@Nullable UpdateConfig update) {
        if (update == null && !defaults) {
            return null;
        }
        UpdateConfig shown = update == null ? UpdateConfig.DEFAULT : update;
        return new Sparse()
                .always("Parallelism", Json.object().numberNode(shown.parallelism()))
                .nanos("Delay", shown.delay())
                .text("FailureAction", word(shown.failureAction()))
                .nanos("Monitor", defaults ? shown.monitorOrDefault() : shown.monitor())
                .always("MaxFailureRatio", Json.object().numberNode(shown.maxFailureRatio()))
                .text("Order", word(shown.order()))
                .object();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable ObjectNode endpoint(@Nullable EndpointSpec endpoint) {
        if (endpoint == null && !defaults) {
            return null;
        }
        EndpointSpec shown = endpoint == null ? EndpointSpec.DEFAULT : endpoint;
        return new Sparse()
                .text("Mode", word(shown.resolution()))
                .node("Ports", ports(shown.ports()))
                .object();
    }

    static ArrayNode ports(List<ServicePort> ports) {
        ArrayNode array = Json.array();
        for (ServicePort port : ports) {
            array.add(new Sparse()
                    .text("Name", port.name())
                    .text("Protocol", port.protocol())
                    .number("TargetPort", port.targetPort())
                    .number("PublishedPort", port.publishedPort())
                    .text("PublishMode", word(port.mode()))
                    .object());
        }
        return array;
    }
}
