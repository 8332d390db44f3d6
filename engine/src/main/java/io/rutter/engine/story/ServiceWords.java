package io.rutter.engine.story;

import io.rutter.engine.service.ServiceEvent;

/** What happened to a service, in words. */
final class ServiceWords {
    private ServiceWords() {}

    static String of(ServiceEvent event, String who, String name) {
        return switch (event) {
            case ServiceEvent.ServiceCreated made ->
                who + " created service " + made.spec().name();
            case ServiceEvent.ServiceUpdated updated ->
                who + " updated service " + name + " to version " + updated.version()
                        + (updated.tasksChange() ? ", which replaces its tasks" : "");
            case ServiceEvent.ServiceRolledBack back ->
                (back.automatic() ? "service " + name + " was rolled back" : who + " rolled service " + name + " back")
                        + (back.message().isEmpty() ? "" : ": " + back.message());
            case ServiceEvent.ServiceUpdateNoted noted ->
                "the update of service " + name + " is " + noted.state().word()
                        + (noted.message().isEmpty() ? "" : ": " + noted.message());
            case ServiceEvent.ServiceRemoved gone -> who + " removed service " + gone.name();
        };
    }
}
