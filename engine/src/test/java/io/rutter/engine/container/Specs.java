package io.rutter.engine.container;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import java.util.List;
import java.util.Map;

/** Declarations for tests, with nothing in them that a test does not name. */
public final class Specs {
    private Specs() {}

    public static ContainerConfig config(String image, List<String> cmd) {
        return new ContainerConfig(
                image, cmd, null, List.of(), "", "", Map.of(), false, false, false, false, false, false, "", "",
                List.of(), List.of(), null, null, null, false, false, null, null, null);
    }

    public static HostConfig hostConfig(boolean autoRemove) {
        return new HostConfig(
                Resources.UNLIMITED,
                Security.DEFAULT,
                new NetworkSetup("", Map.of(), false, List.of(), List.of(), List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                "",
                RestartPolicy.NEVER,
                autoRemove,
                HostConfig.LogConfig.DEFAULT,
                0,
                Map.of(),
                null,
                "",
                Map.of(),
                Map.of(),
                "",
                null);
    }

    public static ContainerSpec spec(boolean autoRemove) {
        return new ContainerSpec(config("app", List.of("sh")), hostConfig(autoRemove), List.of(), "");
    }

    public static MountPoint anonymousVolume(String name) {
        return new MountPoint("volume", name, "", "/data", "", true, "", true, true, true, "", "");
    }
}
