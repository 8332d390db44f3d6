package io.rutter.engine.service;

import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskMount;
import io.rutter.engine.service.spec.TaskPrivileges;
import io.rutter.engine.service.spec.TaskTemplate;
import org.jspecify.annotations.Nullable;

/** What a specification may say in Docker and Rutter does not do yet: a sentence each, rather than a task that goes wrong. */
final class NotYet {
    private NotYet() {}

    /** The first such thing; null when all can be done. */
    static @Nullable String in(ServiceSpec spec) {
        TaskTemplate task = spec.task();
        if (spec.mode().isJob()) {
            return "Rutter does not run jobs yet: use mode replicated or global";
        }
        if (!task.runtime().isEmpty() && !task.runtime().equals("container")) {
            return "Rutter does not run tasks of runtime " + task.runtime() + ": only containers";
        }
        if (!task.reservations().generic().isEmpty()) {
            return "Rutter does not count generic resources yet";
        }
        return container(task.container());
    }

    private static @Nullable String container(TaskContainer container) {
        if (!container.secrets().isEmpty()) {
            return "Rutter keeps secrets but does not hand them to tasks yet";
        }
        if (!container.configs().isEmpty()) {
            return "Rutter keeps configs but does not hand them to tasks yet";
        }
        TaskPrivileges privileges = container.privileges();
        if (privileges != null && privileges.credentialSpec() != null) {
            return "Rutter does not run Windows containers: no credential spec";
        }
        if (privileges != null && privileges.seLinuxContext() != null) {
            return "Rutter does not set SELinux labels yet";
        }
        for (TaskMount mount : container.mounts()) {
            switch (mount.type()) {
                case "bind", "volume", "tmpfs" -> {}
                default -> {
                    return "Rutter does not mount type " + mount.type() + " into tasks: bind, volume and tmpfs only";
                }
            }
        }
        return null;
    }
}
