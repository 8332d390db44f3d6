package io.rutter.engine.container;

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
        network = network == null
                ? new NetworkSetup("", Map.of(), false, List.of(), List.of(), List.of(), List.of(), List.of())
                : network;
        binds = Lists.copy(binds);
        mounts = Lists.copy(mounts);
        tmpfs = Lists.copy(tmpfs);
        volumesFrom = Lists.copy(volumesFrom);
        volumeDriver = volumeDriver == null ? "" : volumeDriver;
        restartPolicy = restartPolicy == null ? RestartPolicy.NEVER : restartPolicy;
        logConfig = logConfig == null ? LogConfig.DEFAULT : logConfig;
        sysctls = Lists.copy(sysctls);
        runtime = runtime == null ? "" : runtime;
        storageOpt = Lists.copy(storageOpt);
        annotations = Lists.copy(annotations);
        containerIdFile = containerIdFile == null ? "" : containerIdFile;
        consoleSize = consoleSize == null ? null : List.copyOf(consoleSize);
    }

    /** With the modes of sharing resolved. */
    public HostConfig withModes(String networkMode, String pidMode, String ipcMode) {
        return new HostConfig(
                resources,
                security.withModes(pidMode, ipcMode),
                network.withMode(networkMode),
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

    HostConfig withLimits(Resources newResources, RestartPolicy newPolicy) {
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
            config = Lists.copy(config);
        }
    }
}
