package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.spec.Security;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskPrivileges;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What a task may do, as its container's rights. */
final class TaskSecurity {
    private TaskSecurity() {}

    static Security of(TaskContainer container) {
        return new Security(
                false,
                container.readOnly(),
                container.capabilityAdd(),
                container.capabilityDrop(),
                container.groups(),
                options(container.privileges()),
                null,
                null,
                "",
                "",
                "",
                "",
                "",
                Math.toIntExact(container.oomScoreAdj()));
    }

    private static List<String> options(@org.jspecify.annotations.Nullable TaskPrivileges privileges) {
        var options = new ArrayList<String>();
        if (privileges == null) {
            return options;
        }
        if (privileges.noNewPrivileges()) {
            options.add("no-new-privileges");
        }
        if (privileges.seccompMode().equals("unconfined")) {
            options.add("seccomp=unconfined");
        }
        if (privileges.seccompMode().equals("custom")) {
            byte[] profile = Base64.getDecoder().decode(privileges.seccompProfile());
            options.add("seccomp=" + new String(profile, StandardCharsets.UTF_8));
        }
        if (privileges.appArmorMode().equals("disabled")) {
            options.add("apparmor=unconfined");
        }
        return options;
    }
}
