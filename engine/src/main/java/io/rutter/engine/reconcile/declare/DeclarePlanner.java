package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.image.Platform;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A declaration from a request: the image found, its configuration merged, volumes named, networks put in order. */
public final class DeclarePlanner {
    private final World world;
    private final String nodeId;
    private final Supplier<String> freshIds;

    /** @param freshIds gives 64 new hexadecimal digits at each call */
    public DeclarePlanner(World world, String nodeId, Supplier<String> freshIds) {
        this.world = world;
        this.nodeId = nodeId;
        this.freshIds = freshIds;
    }

    /** What it takes to declare a container. */
    public sealed interface DeclarePlan {
        /** @param volumes to be made first, by name */
        record Ready(Map<String, CreateVolume> volumes, DeclareContainer declare) implements DeclarePlan {}

        record Impossible(Problem problem) implements DeclarePlan {}
    }

    /** @param names tried in order when the request has none */
    public DeclarePlan plan(NewContainer request, ContainerId id, List<String> names) {
        ContainerConfig asked = request.spec().config();
        Optional<Problem> missingPeer = SharedNamespaces.missingPeer(world, request.spec());
        if (missingPeer.isPresent()) {
            return new DeclarePlan.Impossible(missingPeer.get());
        }
        return switch (world.images().find(asked.image())) {
            case Found.None<LiveImage> none -> new DeclarePlan.Impossible(none.problem());
            case Found.One<LiveImage> one ->
                plan(
                        new NewContainer(
                                request.name(), SharedNamespaces.resolve(world, request.spec()), request.owner()),
                        id,
                        names,
                        one.thing());
        };
    }

    private static Optional<Problem> platformProblem(NewContainer request, LiveImage image) {
        String asked = request.spec().platform();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        try {
            Platform platform = Platform.parse(asked);
            return platform.fits(image.config())
                    ? Optional.empty()
                    : Optional.of(new Problem.NotFound("image with reference "
                            + request.spec().config().image()
                            + " was found but does not match the specified platform: wanted " + platform + ", actual: "
                            + image.config().os() + "/" + image.config().architecture()));
        } catch (Platform.Nonsense nonsense) {
            return Optional.of(new Problem.Invalid(String.valueOf(nonsense.getMessage())));
        }
    }

    private DeclarePlan plan(NewContainer request, ContainerId id, List<String> names, LiveImage image) {
        Optional<Problem> wrong =
                platformProblem(request, image).or(() -> SharedNamespaces.missingLink(world, request.spec()));
        if (wrong.isPresent()) {
            return new DeclarePlan.Impossible(wrong.get());
        }
        ContainerConfig config = ImageMerge.merge(request.spec().config(), image.config());
        if (config.argv().isEmpty()) {
            return new DeclarePlan.Impossible(new Problem.Invalid("No command specified"));
        }
        ContainerConfig named = withHostname(config, request.spec(), id);
        return switch (new MountPlanner(world, freshIds)
                .plan(named, request.spec().hostConfig())) {
            case MountPlanner.Mounts.Impossible impossible -> new DeclarePlan.Impossible(impossible.problem());
            case MountPlanner.Mounts.Resolved resolved -> ready(request, id, names, image, named, resolved.mounts());
        };
    }

    private DeclarePlan ready(
            NewContainer request,
            ContainerId id,
            List<String> names,
            LiveImage image,
            ContainerConfig config,
            List<MountPoint> mounts) {
        var spec = new ContainerSpec(
                config,
                request.spec().hostConfig(),
                endpoints(request.spec()),
                request.spec().platform());
        String name = request.name();
        var declare = new DeclareContainer(
                id,
                name == null ? names : List.of(name),
                spec,
                new ImageId(image.id()),
                mounts,
                nodeId,
                request.owner());
        return new DeclarePlan.Ready(volumes(request, mounts), declare);
    }

    private Map<String, CreateVolume> volumes(NewContainer request, List<MountPoint> mounts) {
        var volumes = new LinkedHashMap<String, CreateVolume>();
        for (MountPoint mount : mounts) {
            boolean known = world.known(
                            io.rutter.engine.id.EntityKey.volume(mount.name().isEmpty() ? "-" : mount.name()))
                    .filter(volume -> volume.state().alive())
                    .isPresent();
            if (mount.type().equals("volume") && !known) {
                volumes.put(mount.name(), MountPlanner.creation(request.spec().hostConfig(), mount, nodeId));
            }
        }
        return volumes;
    }

    private static ContainerConfig withHostname(ContainerConfig config, ContainerSpec spec, ContainerId id) {
        String mode = spec.hostConfig().network().mode();
        boolean own = !mode.equals("host") && !mode.startsWith("container:");
        return own && config.hostname().isEmpty() ? ImageMerge.withHostname(config, id.shortId()) : config;
    }

    /** The network of the mode first, then the others as given. */
    static List<EndpointConfig> endpoints(ContainerSpec spec) {
        String mode = spec.hostConfig().network().mode();
        if (mode.startsWith("container:")) {
            return List.of();
        }
        String first = mode.equals("default") ? "bridge" : mode;
        var ordered = new ArrayList<EndpointConfig>();
        for (EndpointConfig endpoint : spec.endpoints()) {
            boolean primary =
                    endpoint.network().equals(first) || endpoint.network().equals(mode);
            EndpointConfig named = endpoint.network().equals("default") ? renamed(endpoint, "bridge") : endpoint;
            ordered.add(primary ? 0 : ordered.size(), named);
        }
        boolean missing =
                ordered.stream().noneMatch(endpoint -> endpoint.network().equals(first));
        if (missing) {
            ordered.addFirst(new EndpointConfig(first, List.of(), "", "", "", List.of(), Map.of(), 0));
        }
        return ordered;
    }

    private static EndpointConfig renamed(EndpointConfig endpoint, String network) {
        return new EndpointConfig(
                network,
                endpoint.aliases(),
                endpoint.ipv4(),
                endpoint.ipv6(),
                endpoint.macAddress(),
                endpoint.links(),
                endpoint.driverOpts(),
                endpoint.gwPriority());
    }
}
