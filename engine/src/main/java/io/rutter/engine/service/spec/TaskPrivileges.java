package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What a task's process may do. Source: Docker Engine API 1.51, TaskSpec.ContainerSpec.Privileges.
 *
 * @param seccompMode default, unconfined or custom; empty when nothing is said
 * @param seccompProfile base64, with {@code custom}
 * @param appArmorMode default or disabled; empty when nothing is said
 */
public record TaskPrivileges(
        @Nullable CredentialSpec credentialSpec,
        @Nullable SeLinuxContext seLinuxContext,
        String seccompMode,
        String seccompProfile,
        String appArmorMode,
        boolean noNewPrivileges)
        implements Wire {
    public TaskPrivileges {
        seccompMode = Copy.text(seccompMode);
        seccompProfile = Copy.text(seccompProfile);
        appArmorMode = Copy.text(appArmorMode);
    }

    /** Of Windows; exactly one part is given. */
    public record CredentialSpec(String config, String file, String registry) implements Wire {
        public CredentialSpec {
            config = Copy.text(config);
            file = Copy.text(file);
            registry = Copy.text(registry);
        }
    }

    /** SELinux labels. */
    public record SeLinuxContext(boolean disable, String user, String role, String type, String level) implements Wire {
        public SeLinuxContext {
            user = Copy.text(user);
            role = Copy.text(role);
            type = Copy.text(type);
            level = Copy.text(level);
        }
    }
}
