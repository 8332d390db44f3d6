package io.rutter.http.docker.system;

import io.rutter.engine.entity.State;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service.UpdateStatus;
import io.rutter.engine.service.ServiceEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Docker's messages about a service. */
final class ServiceMessages {
    private ServiceMessages() {}

    static List<DockerMessage> of(String id, ServiceEvent event, State before) {
        String name = before instanceof LiveService service ? service.spec().name() : "";
        return switch (event) {
            case ServiceEvent.ServiceCreated made ->
                DockerEvents.named("service", "create", id, made.spec().name());
            case ServiceEvent.ServiceUpdated updated ->
                DockerEvents.named("service", "update", id, updated.spec().name());
            case ServiceEvent.ServiceRolledBack _ -> DockerEvents.named("service", "update", id, name);
            case ServiceEvent.ServiceUpdateNoted noted ->
                List.of(new DockerMessage("service", "update", id, states(name, noted, before), "swarm"));
            case ServiceEvent.ServiceRemoved gone -> DockerEvents.named("service", "remove", id, gone.name());
        };
    }

    private static Map<String, String> states(String name, ServiceEvent.ServiceUpdateNoted noted, State before) {
        var attributes = new HashMap<String, String>();
        attributes.put("name", name);
        attributes.put("updatestate.new", noted.state().word());
        UpdateStatus old = before instanceof LiveService service ? service.status() : null;
        if (old != null) {
            attributes.put("updatestate.old", old.state().word());
        }
        return attributes;
    }
}
