package io.rutter.engine.reconcile;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import java.util.Optional;
import java.util.function.Function;

/** Whether the containers whose namespaces a container joins, and those that it is linked to, are there for it. In Docker's words. */
final class PeerRules {
    private static final String CONTAINER_MODE = "container:";

    private PeerRules() {}

    static Optional<Problem> problem(World world, LiveContainer container) {
        HostConfig host = container.spec().hostConfig();
        return own(container, host.network().mode(), "network")
                .or(() -> own(container, host.security().pidMode(), "PID"))
                .or(() -> own(container, host.security().ipcMode(), "IPC"))
                .or(() -> peer(world, host.network().mode(), PeerRules::network))
                .or(() -> peer(world, host.security().pidMode(), PeerRules::processes))
                .or(() -> peer(world, host.security().ipcMode(), PeerRules::memory))
                .or(() -> link(world, container));
    }

    private static Optional<Problem> own(LiveContainer container, String mode, String kind) {
        // what did not exist at the declaration is still called by its name
        return mode.equals(CONTAINER_MODE + container.id()) || mode.equals(CONTAINER_MODE + container.name())
                ? Optional.of(new Problem.Invalid("cannot join own " + kind))
                : Optional.empty();
    }

    private static Optional<Problem> peer(
            World world, String mode, Function<LiveContainer, Optional<Problem>> problem) {
        if (!mode.startsWith(CONTAINER_MODE)) {
            return Optional.empty();
        }
        return switch (world.containers().find(mode.substring(CONTAINER_MODE.length()))) {
            case Found.None<LiveContainer> none -> Optional.of(none.problem());
            case Found.One<LiveContainer> one -> problem.apply(one.thing());
        };
    }

    private static Optional<Problem> network(LiveContainer peer) {
        return peer.isUp()
                ? Optional.empty()
                : Optional.of(new Problem.Conflict("cannot join network of a non running container: " + peer.id()));
    }

    private static Optional<Problem> processes(LiveContainer peer) {
        return notRunning(peer)
                .map(_ -> new Problem.Conflict("cannot join PID namespace of a non running container: " + peer.id()));
    }

    private static Optional<Problem> notRunning(LiveContainer peer) {
        return peer.isUp()
                ? Optional.empty()
                : Optional.of(new Problem.Conflict("container " + peer.id() + " is not running"));
    }

    private static Optional<Problem> memory(LiveContainer peer) {
        String words = "can't join IPC of container " + peer.id() + ": ";
        Optional<Problem> stopped = notRunning(peer).map(problem -> new Problem.Conflict(words + problem.message()));
        return switch (peer.spec().hostConfig().security().ipcMode()) {
            case "shareable" -> stopped;
            default ->
                stopped.or(() -> Optional.of(new Problem.Conflict(
                        words + "non-shareable IPC (hint: use IpcMode:shareable for the donor container)")));
        };
    }

    private static Optional<Problem> link(World world, LiveContainer container) {
        for (String text : container.spec().hostConfig().network().links()) {
            int colon = text.lastIndexOf(':');
            String alias = "/" + container.name() + "/" + text.substring(colon + 1);
            switch (world.containers().find(text.substring(0, colon))) {
                case Found.None<LiveContainer> none -> {
                    return Optional.of(none.problem());
                }
                case Found.One<LiveContainer> one
                when !one.thing().isUp() -> {
                    return Optional.of(new Problem.Conflict("Cannot link to a non running container: /"
                            + one.thing().name() + " AS " + alias));
                }
                case Found.One<LiveContainer> _ -> {}
            }
        }
        return Optional.empty();
    }
}
