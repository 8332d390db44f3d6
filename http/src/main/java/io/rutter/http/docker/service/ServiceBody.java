package io.rutter.http.docker.service;

import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskTemplate.NetworkAttachment;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A specification of a service in a request. Source: Docker Engine API 1.51, ServiceSpec. */
final class ServiceBody {
    private ServiceBody() {}

    static ServiceSpec read(Fields spec) {
        Fields task = spec.within("TaskTemplate", "swarm.TaskSpec");
        List<NetworkAttachment> older = TaskBody.networks(spec);
        return new ServiceSpec(
                spec.text("Name"),
                spec.textMap("Labels"),
                TaskBody.read(task, older),
                mode(spec.object("Mode", "swarm.ServiceMode")),
                update(spec.object("UpdateConfig", "swarm.UpdateConfig")),
                update(spec.object("RollbackConfig", "swarm.UpdateConfig")),
                endpoint(spec.object("EndpointSpec", "swarm.EndpointSpec")));
    }

    private static ServiceMode mode(Optional<Fields> given) {
        Fields mode = given.orElseGet(() -> Fields.none("ServiceMode"));
        Optional<Fields> job = mode.object("ReplicatedJob", "swarm.ReplicatedJob");
        long kinds = List.of("Replicated", "Global", "ReplicatedJob", "GlobalJob").stream()
                .filter(mode::has)
                .count();
        if (kinds > 1) {
            throw Refused.invalid("must specify only one service mode");
        }
        if (mode.has("Global")) {
            return ServiceMode.global();
        }
        if (mode.has("GlobalJob")) {
            return new ServiceMode(ServiceMode.Shape.GLOBAL_JOB, 0, 0, 0);
        }
        if (job.isPresent()) {
            Long concurrent = job.get().numberOrNull("MaxConcurrent");
            long most = concurrent == null ? 1 : concurrent;
            Long total = job.get().numberOrNull("TotalCompletions");
            return new ServiceMode(ServiceMode.Shape.REPLICATED_JOB, 0, most, total == null ? most : total);
        }
        Long replicas = mode.object("Replicated", "swarm.ReplicatedService")
                .map(replicated -> replicated.numberOrNull("Replicas"))
                .orElse(null);
        return ServiceMode.replicated(replicas == null ? 1 : replicas);
    }

    private static @Nullable UpdateConfig update(Optional<Fields> given) {
        if (given.isEmpty()) {
            return null;
        }
        Fields update = given.get();
        return new UpdateConfig(
                update.number("Parallelism"),
                Duration.ofNanos(update.number("Delay")),
                action(update.text("FailureAction")),
                update.has("Monitor") ? Duration.ofNanos(update.number("Monitor")) : null,
                update.decimal("MaxFailureRatio"),
                order(update.text("Order")));
    }

    private static UpdateConfig.FailureAction action(String text) {
        return switch (text) {
            case "", "pause" -> UpdateConfig.FailureAction.PAUSE;
            case "continue" -> UpdateConfig.FailureAction.CONTINUE;
            case "rollback" -> UpdateConfig.FailureAction.ROLLBACK;
            default -> throw Refused.invalid("unrecognized update failure action " + text);
        };
    }

    private static UpdateConfig.UpdateOrder order(String text) {
        return switch (text) {
            case "", "stop-first" -> UpdateConfig.UpdateOrder.STOP_FIRST;
            case "start-first" -> UpdateConfig.UpdateOrder.START_FIRST;
            default -> throw Refused.invalid("unrecognized update order " + text);
        };
    }

    private static @Nullable EndpointSpec endpoint(Optional<Fields> given) {
        if (given.isEmpty()) {
            return null;
        }
        Fields endpoint = given.get();
        return new EndpointSpec(
                resolution(endpoint.text("Mode")),
                endpoint.objects("Ports", "swarm.PortConfig").stream()
                        .map(ServiceBody::port)
                        .toList());
    }

    private static EndpointSpec.Resolution resolution(String text) {
        return switch (text) {
            case "", "vip" -> EndpointSpec.Resolution.VIP;
            case "dnsrr" -> EndpointSpec.Resolution.DNSRR;
            default -> throw Refused.invalid("invalid resolution mode \"" + text + "\"");
        };
    }

    private static ServicePort port(Fields port) {
        String protocol = port.text("Protocol");
        switch (protocol) {
            case "", "tcp", "udp", "sctp" -> {}
            default -> throw Refused.invalid("invalid protocol \"" + protocol + "\"");
        }
        return new ServicePort(
                port.text("Name"),
                protocol,
                number(port, "TargetPort"),
                number(port, "PublishedPort"),
                mode(port.text("PublishMode")));
    }

    private static int number(Fields port, String name) {
        int number = port.integer(name);
        if (number < 0 || number > 65_535) {
            throw Refused.invalid("invalid port number " + number);
        }
        return number;
    }

    private static ServicePort.PublishMode mode(String text) {
        return switch (text) {
            case "", "ingress" -> ServicePort.PublishMode.INGRESS;
            case "host" -> ServicePort.PublishMode.HOST;
            default -> throw Refused.invalid("invalid publish mode \"" + text + "\"");
        };
    }
}
