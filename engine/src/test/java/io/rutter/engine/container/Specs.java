package io.rutter.engine.container;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import java.util.List;

/** Declarations for tests, with nothing in them that a test does not name. */
public final class Specs {
    private Specs() {}

    public static ContainerConfig config(String image, List<String> cmd) {
        return ContainerConfig.of(image, null, cmd, List.of(), "", "");
    }

    public static HostConfig hostConfig(boolean autoRemove) {
        return HostConfig.of(
                Resources.UNLIMITED, Security.DEFAULT, NetworkSetup.of(""), RestartPolicy.NEVER, autoRemove);
    }

    public static ContainerSpec spec(boolean autoRemove) {
        return new ContainerSpec(config("app", List.of("sh")), hostConfig(autoRemove), List.of(), "");
    }

    public static MountPoint anonymousVolume(String name) {
        return new MountPoint("volume", name, "", "/data", "", true, "", true, true, true, "", "", false, false);
    }
}
