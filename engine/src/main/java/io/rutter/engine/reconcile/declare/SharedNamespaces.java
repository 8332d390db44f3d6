package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.Security;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Modes and links that name another container are kept by its id: a name may be another's tomorrow. One that is not there stays as it was
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
                resolve(world, host.security().ipcMode()),
                host.network().links().stream().map(link -> link(world, link)).toList());
        return new ContainerSpec(spec.config(), resolved, spec.endpoints(), spec.platform());
    }

    /** A process or IPC namespace of a container that is not there is refused at once, its network only at the start. */
    static Optional<Problem> missingPeer(World world, ContainerSpec spec) {
        Security security = spec.hostConfig().security();
        return Stream.of(security.pidMode(), security.ipcMode())
                .filter(mode -> mode.startsWith(CONTAINER_MODE))
                .map(mode -> world.containers().find(mode.substring(CONTAINER_MODE.length())))
                .flatMap(found -> switch (found) {
                    // not a 404: a client would take that for a missing image and pull it
                    case Found.None<LiveContainer> none ->
                        Stream.<Problem>of(new Problem.Invalid(none.problem().message()));
                    case Found.One<LiveContainer> _ -> Stream.<Problem>empty();
                })
                .findFirst();
    }

    /** The first link to a container that is not there; empty when all are. */
    static Optional<Problem> missingLink(World world, ContainerSpec spec) {
        return spec.hostConfig().network().links().stream()
                .map(SharedNamespaces::linked)
                .flatMap(name -> switch (world.containers().find(name)) {
                    case Found.None<LiveContainer> none ->
                        Stream.<Problem>of(new Problem.Invalid("could not get container for " + name + ": "
                                + none.problem().message()));
                    case Found.One<LiveContainer> _ -> Stream.<Problem>empty();
                })
                .findFirst();
    }

    /** {@code ID:alias}: a link without an alias has the name that was given. */
    private static String link(World world, String text) {
        String name = linked(text);
        int colon = text.indexOf(':');
        String alias = colon < 0 ? name : text.substring(colon + 1);
        String id = world.containers()
                .find(name)
                .optional()
                .map(other -> other.id().value())
                .orElse(name);
        return id + ":" + alias.substring(alias.lastIndexOf('/') + 1);
    }

    private static String linked(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        return name.startsWith("/") ? name.substring(1) : name;
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
