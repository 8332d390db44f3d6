package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task runs. Source: Docker Engine API 1.51, TaskSpec.ContainerSpec.
 *
 * @param command instead of the image's entrypoint
 * @param args after the entrypoint, instead of the image's command
 * @param hosts in the form {@code IP name [alias...]}
 * @param init null for the engine's default
 */
public record TaskContainer(
        String image,
        Map<String, String> labels,
        List<String> command,
        List<String> args,
        String hostname,
        List<String> env,
        String dir,
        String user,
        List<String> groups,
        @Nullable TaskPrivileges privileges,
        boolean tty,
        boolean openStdin,
        boolean readOnly,
        List<TaskMount> mounts,
        String stopSignal,
        @Nullable Duration stopGracePeriod,
        @Nullable TaskHealthcheck healthcheck,
        List<String> hosts,
        @Nullable TaskDns dns,
        List<FileReference> secrets,
        List<FileReference> configs,
        String isolation,
        @Nullable Boolean init,
        Map<String, String> sysctls,
        List<String> capabilityAdd,
        List<String> capabilityDrop,
        List<TaskUlimit> ulimits,
        long oomScoreAdj)
        implements Wire {
    public TaskContainer {
        image = Copy.text(image);
        labels = Copy.map(labels);
        command = Copy.list(command);
        args = Copy.list(args);
        hostname = Copy.text(hostname);
        env = Copy.list(env);
        dir = Copy.text(dir);
        user = Copy.text(user);
        groups = Copy.list(groups);
        mounts = Copy.list(mounts);
        stopSignal = Copy.text(stopSignal);
        hosts = Copy.list(hosts);
        secrets = Copy.list(secrets);
        configs = Copy.list(configs);
        isolation = Copy.text(isolation);
        sysctls = Copy.map(sysctls);
        capabilityAdd = Copy.list(capabilityAdd);
        capabilityDrop = Copy.list(capabilityDrop);
        ulimits = Copy.list(ulimits);
    }

    /** How names are looked up. */
    public record TaskDns(List<String> nameservers, List<String> search, List<String> options) implements Wire {
        public TaskDns {
            nameservers = Copy.list(nameservers);
            search = Copy.list(search);
            options = Copy.list(options);
        }
    }

    /** A limit of a process. */
    public record TaskUlimit(String name, long soft, long hard) implements Wire {}

    /**
     * A secret or config as a file of the task.
     *
     * @param id of the secret or config
     * @param name of it, as shown
     * @param file where it appears; empty when the runtime uses it itself
     * @param mode as a Go file mode
     */
    public record FileReference(String id, String name, String file, String uid, String gid, long mode)
            implements Wire {
        public FileReference {
            id = Copy.text(id);
            name = Copy.text(name);
            file = Copy.text(file);
            uid = Copy.text(uid);
            gid = Copy.text(gid);
        }
    }
}
