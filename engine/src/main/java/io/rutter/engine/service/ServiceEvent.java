package io.rutter.engine.service;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Event;
import io.rutter.engine.service.Service.UpdateState;
import io.rutter.engine.service.Service.VirtualIp;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import java.time.Instant;
import java.util.List;

/** What has happened to a service. Kept for ever: fields are added with defaults, never renamed. */
public sealed interface ServiceEvent extends Event {
    /** @param ports as published, with the ports it got */
    record ServiceCreated(String id, ServiceSpec spec, List<VirtualIp> addresses, List<ServicePort> ports, Instant at)
            implements ServiceEvent {
        public ServiceCreated {
            addresses = Copy.list(addresses);
            ports = Copy.list(ports);
        }
    }

    /**
     * It is declared anew.
     *
     * @param version of the specification, counted from 1
     * @param tasksChange whether tasks of the version before have to be replaced
     */
    record ServiceUpdated(
            long version,
            ServiceSpec spec,
            boolean tasksChange,
            List<VirtualIp> addresses,
            List<ServicePort> ports,
            Instant at)
            implements ServiceEvent {
        public ServiceUpdated {
            addresses = Copy.list(addresses);
            ports = Copy.list(ports);
        }
    }

    /**
     * It is declared as it was before.
     *
     * @param automatic by an update that failed, rather than by a user
     */
    record ServiceRolledBack(
            long version,
            boolean automatic,
            String message,
            List<VirtualIp> addresses,
            List<ServicePort> ports,
            Instant at)
            implements ServiceEvent {
        public ServiceRolledBack {
            addresses = Copy.list(addresses);
            ports = Copy.list(ports);
        }
    }

    /** Its update paused, went on, or completed. */
    record ServiceUpdateNoted(UpdateState state, String message, Instant at) implements ServiceEvent {}

    record ServiceRemoved(String id, String name, Instant at) implements ServiceEvent {}
}
