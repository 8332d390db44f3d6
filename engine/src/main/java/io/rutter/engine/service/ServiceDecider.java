package io.rutter.engine.service;

import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.service.Service.NoService;
import io.rutter.engine.service.Service.UpdateState;
import io.rutter.engine.service.Service.UpdateStatus;
import io.rutter.engine.service.ServiceCommand.CreateService;
import io.rutter.engine.service.ServiceCommand.NoteUpdate;
import io.rutter.engine.service.ServiceCommand.RemoveService;
import io.rutter.engine.service.ServiceCommand.RollBackService;
import io.rutter.engine.service.ServiceCommand.UpdateService;
import io.rutter.engine.service.ServiceEvent.ServiceCreated;
import io.rutter.engine.service.ServiceEvent.ServiceRemoved;
import io.rutter.engine.service.ServiceEvent.ServiceRolledBack;
import io.rutter.engine.service.ServiceEvent.ServiceUpdateNoted;
import io.rutter.engine.service.ServiceEvent.ServiceUpdated;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The rules of services.
 *
 * @param id the service's id, which a birth needs
 */
public record ServiceDecider(String id) implements Decider<ServiceCommand, ServiceEvent, Service> {
    @Override
    public Service nothing() {
        return new NoService();
    }

    @Override
    public Decision<ServiceEvent> decide(Service state, ServiceCommand command, Instant now) {
        return switch (state) {
            case NoService _ -> whenNone(command, now);
            case LiveService service -> whenLive(service, command, now);
        };
    }

    private Decision<ServiceEvent> whenNone(ServiceCommand command, Instant now) {
        return switch (command) {
            case CreateService create -> create(create, now);
            case UpdateService _ -> Decision.refuse(notFound());
            case RollBackService _ -> Decision.refuse(notFound());
            case NoteUpdate _ -> Decision.refuse(notFound());
            case RemoveService _ -> Decision.refuse(notFound());
        };
    }

    private Decision<ServiceEvent> whenLive(LiveService service, ServiceCommand command, Instant now) {
        return switch (command) {
            case CreateService _ ->
                Decision.refuse(new Problem.Conflict(SwarmRefusal.exists("service " + id + " already exists")));
            case UpdateService update -> update(service, update, now);
            case RollBackService back -> rollBack(service, back, now);
            case NoteUpdate note -> note(service, note, now);
            case RemoveService _ -> Decision.accept(new ServiceRemoved(id, service.name(), now));
        };
    }

    private Problem notFound() {
        return new Problem.NotFound("service " + id + " not found");
    }

    private Decision<ServiceEvent> create(CreateService create, Instant now) {
        Optional<Problem> wrong = ServiceRules.check(create.spec());
        if (wrong.isPresent()) {
            return Decision.refuse(wrong.get());
        }
        var needs = ServiceNeeds.atBirth(create.spec(), create.networks());
        return Decision.need(needs.demand(), grant -> {
            var got = needs.granted(grant);
            return Decision.accept(new ServiceCreated(id, create.spec(), got.addresses(), got.ports(), now));
        });
    }

    private static Decision<ServiceEvent> update(LiveService service, UpdateService update, Instant now) {
        ServiceSpec spec = update.spec();
        if (update.version() != service.version()) {
            return Decision.refuse(SwarmRefusal.outOfSequence());
        }
        if (!spec.name().equals(service.name())) {
            return Decision.refuse(SwarmRefusal.missing("renaming services is not supported"));
        }
        if (spec.mode().shape() != service.spec().mode().shape()) {
            return Decision.refuse(SwarmRefusal.missing("service mode change is not allowed"));
        }
        Optional<Problem> wrong = ServiceRules.check(spec);
        if (wrong.isPresent()) {
            return Decision.refuse(wrong.get());
        }
        var needs = ServiceNeeds.beyond(service, spec, update.networks());
        return Decision.need(needs.demand(), grant -> {
            var got = needs.granted(grant);
            return Decision.accept(new ServiceUpdated(
                    service.version() + 1, spec, tasksChange(service.spec(), spec), got.addresses(), got.ports(), now));
        });
    }

    /** Whether what a task is differs. Published ports of the host belong to the task, those of the ingress do not. */
    private static boolean tasksChange(ServiceSpec old, ServiceSpec spec) {
        return !old.task().equals(spec.task())
                || !Objects.equals(hostPorts(old), hostPorts(spec))
                || spec.mode().isJob();
    }

    private static java.util.List<ServicePort> hostPorts(ServiceSpec spec) {
        return spec.endpointOrDefault().ports().stream()
                .filter(port -> port.mode() == ServicePort.PublishMode.HOST)
                .toList();
    }

    private static Decision<ServiceEvent> rollBack(LiveService service, RollBackService back, Instant now) {
        if (back.version() != 0 && back.version() != service.version()) {
            return Decision.refuse(SwarmRefusal.outOfSequence());
        }
        ServiceSpec previous = service.previous();
        if (previous == null) {
            return Decision.refuse(
                    SwarmRefusal.precondition("service " + service.id() + " does not have a previous spec"));
        }
        var needs = ServiceNeeds.beyond(service, previous, back.networks());
        return Decision.need(needs.demand(), grant -> {
            var got = needs.granted(grant);
            return Decision.accept(new ServiceRolledBack(
                    service.version() + 1, back.automatic(), back.message(), got.addresses(), got.ports(), now));
        });
    }

    private static Decision<ServiceEvent> note(LiveService service, NoteUpdate note, Instant now) {
        UpdateStatus status = service.status();
        // a note about another version, or one that says nothing new, is late
        if (note.version() != service.version() || status == null || status.state() == note.state()) {
            return Decision.accept();
        }
        return Decision.accept(new ServiceUpdateNoted(note.state(), note.message(), now));
    }

    @Override
    public Service evolve(Service state, ServiceEvent event) {
        return switch (event) {
            case ServiceCreated made ->
                new LiveService(
                        made.id(),
                        made.spec(),
                        1,
                        1,
                        null,
                        0,
                        null,
                        made.addresses(),
                        made.ports(),
                        made.at(),
                        made.at());
            case ServiceUpdated updated -> updated(live(state), updated);
            case ServiceRolledBack back -> rolledBack(live(state), back);
            case ServiceUpdateNoted note -> noted(live(state), note);
            case ServiceRemoved _ -> new NoService();
        };
    }

    private static LiveService updated(LiveService old, ServiceUpdated event) {
        UpdateStatus before = old.status();
        // an update that was under way or paused goes on, towards what is wanted now
        boolean unfinished = before != null && before.completedAt() == null;
        return new LiveService(
                old.id(),
                event.spec(),
                event.version(),
                event.tasksChange() ? event.version() : old.taskVersion(),
                old.spec(),
                old.taskVersion(),
                event.tasksChange() || unfinished
                        ? new UpdateStatus(UpdateState.UPDATING, event.at(), null, "update in progress")
                        : null,
                event.addresses(),
                event.ports(),
                old.createdAt(),
                event.at());
    }

    private static LiveService rolledBack(LiveService old, ServiceRolledBack event) {
        ServiceSpec previous = old.previous();
        if (previous == null) {
            throw new IllegalStateException("service " + old.id() + " was rolled back without a version before");
        }
        return new LiveService(
                old.id(),
                previous,
                event.version(),
                old.previousTaskVersion(),
                event.automatic() ? null : old.spec(),
                event.automatic() ? 0 : old.taskVersion(),
                new UpdateStatus(UpdateState.ROLLBACK_STARTED, event.at(), null, event.message()),
                event.addresses(),
                event.ports(),
                old.createdAt(),
                event.at());
    }

    private static LiveService noted(LiveService old, ServiceUpdateNoted event) {
        UpdateStatus status = old.status();
        Instant startedAt = status == null ? event.at() : status.startedAt();
        boolean completed = event.state() == UpdateState.COMPLETED || event.state() == UpdateState.ROLLBACK_COMPLETED;
        return new LiveService(
                old.id(),
                old.spec(),
                old.version(),
                old.taskVersion(),
                old.previous(),
                old.previousTaskVersion(),
                new UpdateStatus(event.state(), startedAt, completed ? event.at() : null, event.message()),
                old.addresses(),
                old.ports(),
                old.createdAt(),
                event.at());
    }

    private static LiveService live(Service state) {
        if (state instanceof LiveService service) {
            return service;
        }
        throw new IllegalStateException("an event of a service that is not there");
    }
}
