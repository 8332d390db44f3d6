package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host does for a container. Source: Docker Engine API 1.51, HostConfig.
 *
 * @param binds {@code source:target[:options]} as the user wrote them
 * @param tmpfs options by container path
 * @param shmSizeBytes 0 for 64 MiB
 */
public record HostConfig(
        Resources resources,
        Security security,
        NetworkSetup network,
        List<String> binds,
        List<MountSpec> mounts,
        Map<String, String> tmpfs,
        List<String> volumesFrom,
        String volumeDriver,
        RestartPolicy restartPolicy,
        boolean autoRemove,
        LogConfig logConfig,
        long shmSizeBytes,
        Map<String, String> sysctls,
        @Nullable Boolean init,
        String runtime,
        Map<String, String> storageOpt,
        Map<String, String> annotations,
        String containerIdFile,
        @Nullable List<Integer> consoleSize)
        implements Wire {
    public HostConfig {
        resources = resources == null ? Resources.UNLIMITED : resources;
        security = security == null ? Security.DEFAULT : security;
        network = network == null ? NetworkSetup.of("") : network;
        binds = Copy.list(binds);
        mounts = Copy.list(mounts);
        tmpfs = Copy.map(tmpfs);
        volumesFrom = Copy.list(volumesFrom);
        volumeDriver = Copy.text(volumeDriver);
        restartPolicy = restartPolicy == null ? RestartPolicy.NEVER : restartPolicy;
        logConfig = logConfig == null ? LogConfig.DEFAULT : logConfig;
        sysctls = Copy.map(sysctls);
        runtime = Copy.text(runtime);
        storageOpt = Copy.map(storageOpt);
        annotations = Copy.map(annotations);
        containerIdFile = Copy.text(containerIdFile);
        consoleSize = consoleSize == null ? null : List.copyOf(consoleSize);
    }

    /** These terms, and the defaults for what else there is. */
    public static HostConfig of(
            Resources resources, Security security, NetworkSetup network, RestartPolicy policy, boolean autoRemove) {
        return new HostConfig(
                resources,
                security,
                network,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                "",
                policy,
                autoRemove,
                LogConfig.DEFAULT,
                0,
                Map.of(),
                null,
                "",
                Map.of(),
                Map.of(),
                "",
                null);
    }

    /** With the modes of sharing resolved. */
    public HostConfig withModes(String networkMode, String pidMode, String ipcMode, List<String> links) {
        return new HostConfig(
                resources,
                security.withModes(pidMode, ipcMode),
                network.withMode(networkMode).withLinks(links),
                binds,
                mounts,
                tmpfs,
                volumesFrom,
                volumeDriver,
                restartPolicy,
                autoRemove,
                logConfig,
                shmSizeBytes,
                sysctls,
                init,
                runtime,
                storageOpt,
                annotations,
                containerIdFile,
                consoleSize);
    }

    /** With other limits, and another policy. */
    public HostConfig withLimits(Resources newResources, RestartPolicy newPolicy) {
        return new HostConfig(
                newResources,
                security,
                network,
                binds,
                mounts,
                tmpfs,
                volumesFrom,
                volumeDriver,
                newPolicy,
                autoRemove,
                logConfig,
                shmSizeBytes,
                sysctls,
                init,
                runtime,
                storageOpt,
                annotations,
                containerIdFile,
                consoleSize);
    }

    /** Where output goes: {@code json-file}, {@code local} or {@code none}, and its options. */
    public record LogConfig(String type, Map<String, String> config) implements Wire {
        public static final LogConfig DEFAULT = new LogConfig("json-file", Map.of());

        public LogConfig {
            type = type == null || type.isEmpty() ? "json-file" : type;
            config = Copy.map(config);
        }
    }
}
