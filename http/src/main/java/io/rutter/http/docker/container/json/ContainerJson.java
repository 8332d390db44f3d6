package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations.ContainerPaths;
import io.rutter.engine.assignment.ContainerOperations.HealthLog;
import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.world.World;
import io.rutter.http.docker.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container as lists and inspect tell it, out of one World. */
public record ContainerJson(World world, HostFacts host) {
    /** Where nothing of it lies on this node, or no longer. */
    public static final ContainerPaths NO_PATHS = new ContainerPaths("", "", "", "", Map.of());

    /**
     * One entry of a list.
     *
     * @param now what {@code Up 3 minutes} is counted from
     * @param sizes bytes of the writable layer first; null when not asked for
     */
    public ObjectNode summary(LiveContainer container, Instant now, long @Nullable [] sizes) {
        ObjectNode object = Json.object().put("Id", container.id().value());
        object.set("Names", Json.texts(List.of("/" + container.name())));
        object.put("Image", imageName(container))
                .put("ImageID", container.imageId().value())
                .put("Command", command(container.spec().config().argv()))
                .put("Created", container.createdAt().getEpochSecond())
                .set("Ports", NetworkSettingsJson.listPorts(container));
        if (sizes != null) {
            object.put("SizeRw", sizes[0]).put("SizeRootFs", sizes[0] + imageBytes(container));
        }
        object.set("Labels", Json.map(container.spec().config().labels()));
        object.put("State", StatusWords.state(container)).put("Status", StatusWords.status(container, now));
        object.putObject("HostConfig")
                .put("NetworkMode", container.spec().hostConfig().network().mode());
        object.putObject("NetworkSettings").set("Networks", NetworkSettingsJson.networks(container, world));
        object.set("Mounts", MountsJson.mounts(container, host.dataRoot()));
        return object;
    }

    /** Of the image below its own layer; 0 when the image is gone. */
    private long imageBytes(LiveContainer container) {
        return world.images()
                .find(container.imageId().value())
                .optional()
                .map(LiveImage::sizeBytes)
                .orElse(0L);
    }

    /** The name that was given, while it still points to the image; else the image's id. */
    private String imageName(LiveContainer container) {
        String given = container.spec().config().image();
        Optional<LiveImage> found = world.images().find(given).optional();
        return found.filter(image -> image.id().equals(container.imageId().value()))
                .map(_ -> given)
                .orElse(container.imageId().value());
    }

    static String command(List<String> argv) {
        if (argv.isEmpty()) {
            return "";
        }
        var words = new StringBuilder(argv.getFirst());
        for (String argument : argv.subList(1, argv.size())) {
            words.append(' ').append(argument.contains(" ") ? "'" + argument + "'" : argument);
        }
        return words.toString();
    }

    /** The whole container. */
    public ObjectNode inspect(
            LiveContainer container, ContainerPaths paths, HealthLog probes, long @Nullable [] sizes) {
        ContainerConfig config = container.spec().config();
        List<String> argv = config.argv();
        ObjectNode object = Json.object()
                .put("Id", container.id().value())
                .put("Created", Json.time(container.createdAt()))
                .put("Path", argv.isEmpty() ? "" : argv.getFirst());
        object.set("Args", Json.texts(argv.isEmpty() ? List.of() : argv.subList(1, argv.size())));
        object.set("State", StateJson.state(container, probes));
        object.put("Image", container.imageId().value())
                .put("ResolvConfPath", paths.resolvConf())
                .put("HostnamePath", paths.hostname())
                .put("HostsPath", paths.hosts())
                .put("LogPath", paths.log())
                .put("Name", "/" + container.name())
                .put("RestartCount", container.run().restartCount())
                .put("Driver", "overlay2")
                .put("Platform", "linux")
                .put("MountLabel", "")
                .put("ProcessLabel", "")
                .put("AppArmorProfile", "")
                .set("ExecIDs", execIds(container));
        ObjectNode hostConfig = HostConfigJson.hostConfig(container.spec().hostConfig(), host);
        hostConfig.set("Links", links(container));
        object.set("HostConfig", hostConfig);
        object.putObject("GraphDriver").put("Name", "overlay2").set("Data", Json.mapOrNull(paths.graph()));
        if (sizes != null) {
            object.put("SizeRw", sizes[0]).put("SizeRootFs", sizes[0] + imageBytes(container));
        }
        object.set("Mounts", MountsJson.mounts(container, host.dataRoot()));
        object.set("Config", ConfigJson.config(config, hostname(container)));
        object.set("NetworkSettings", NetworkSettingsJson.settings(container, world));
        return object;
    }

    private String hostname(LiveContainer container) {
        String mode = container.spec().hostConfig().network().mode();
        if (mode.equals("host")) {
            return host.hostname();
        }
        return mode.startsWith("container:") ? "" : container.id().shortId();
    }

    /** {@code /other:/own/alias}, by the names of now. */
    private @Nullable ArrayNode links(LiveContainer container) {
        return Json.nullWhenEmpty(container.spec().hostConfig().network().links().stream()
                .map(link -> {
                    int colon = link.lastIndexOf(':');
                    String id = link.substring(0, colon);
                    String name = world.container(id).map(LiveContainer::name).orElse(id);
                    return "/" + name + ":/" + container.name() + "/" + link.substring(colon + 1);
                })
                .toList());
    }

    /** Those that run; Docker has null for none. */
    private static @Nullable ArrayNode execIds(LiveContainer container) {
        return Json.nullWhenEmpty(container.execs().stream()
                .filter(exec -> exec.started() && exec.exitCode() == null)
                .map(LiveContainer.Exec::id)
                .toList());
    }
}
