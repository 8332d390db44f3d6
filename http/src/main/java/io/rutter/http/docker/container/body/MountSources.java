package io.rutter.http.docker.container.body;

import io.rutter.engine.assignment.NodeOperations;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.MountSpec;
import io.rutter.http.docker.common.Refused;

/** A {@code --mount} of the host's, unlike a {@code -v}, makes no directory: what it names must be there. */
public final class MountSources {
    private MountSources() {}

    /** @throws Refused for the first source that is missing */
    public static void require(HostConfig host, NodeOperations node) {
        for (MountSpec mount : host.mounts()) {
            boolean mustBeThere = mount.type().equals("bind") && !mount.createMountpoint();
            if (mustBeThere && !node.pathExists(mount.source())) {
                throw Refused.invalid(
                        "invalid mount config for type \"bind\": bind source path does not exist: " + mount.source());
            }
        }
    }
}
