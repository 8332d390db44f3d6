package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.world.World;

/**
 * Modes that name another container are kept by its id: a name may be another's tomorrow. One that is not there stays as it was
 * written and is refused at the start, as in Docker.
 */
final class SharedNamespaces {
    private static final String CONTAINER_MODE = "container:";

    private SharedNamespaces() {}

    static ContainerSpec resolve(World world, ContainerSpec spec) {
        HostConfig host = spec.hostConfig();
        HostConfig resolved = host.withModes(
                resolve(world, host.network().mode()),
                resolve(world, host.security().pidMode()),
                resolve(world, host.security().ipcMode()));
        return new ContainerSpec(spec.config(), resolved, spec.endpoints(), spec.platform());
    }

    private static String resolve(World world, String mode) {
        if (!mode.startsWith(CONTAINER_MODE)) {
            return mode;
        }
        return world.containers()
                .find(mode.substring(CONTAINER_MODE.length()))
                .optional()
                .map(other -> CONTAINER_MODE + other.id())
                .orElse(mode);
    }
}
