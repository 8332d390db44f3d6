package io.rutter.http.docker.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.image.ImageConfig;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.ApiVersion;
import io.rutter.http.docker.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image as lists, inspect and history tell it, out of one World. */
public record ImageJson(World world, ApiVersion version) {
    private static final int EMPTY_LISTS_SINCE = 43;
    private static final int NO_VIRTUAL_SIZE_SINCE = 44;
    private static final long UNKNOWN = -1;

    /**
     * One entry of a list.
     *
     * @param names those to show
     * @param sharedBytes -1 when not asked for
     * @param containers how many use it; -1 when not asked for
     */
    public ObjectNode summary(LiveImage image, List<String> names, long sharedBytes, long containers) {
        ObjectNode object = Json.object()
                .put("Containers", containers)
                .put("Created", created(image).getEpochSecond())
                .put("Id", image.id());
        object.set("Labels", Json.mapOrNull(image.config().labels()));
        object.put("ParentId", image.parent())
                .set(
                        "RepoDigests",
                        orNone(names.stream().filter(ImageJson::digested).toList(), "<none>@<none>", names));
        object.set(
                "RepoTags",
                orNone(names.stream().filter(name -> !digested(name)).toList(), "<none>:<none>", names));
        object.put("SharedSize", sharedBytes).put("Size", image.sizeBytes());
        virtualSize(object, image);
        return object;
    }

    public static long unknown() {
        return UNKNOWN;
    }

    private static boolean digested(String name) {
        return name.contains("@");
    }

    /** Clients before 1.43 want a word where there is no name at all. */
    private ArrayNode orNone(List<String> shown, String none, List<String> all) {
        return shown.isEmpty() && all.isEmpty() && !version.atLeast(EMPTY_LISTS_SINCE)
                ? Json.texts(List.of(none))
                : Json.texts(shown);
    }

    private void virtualSize(ObjectNode object, LiveImage image) {
        if (!version.atLeast(NO_VIRTUAL_SIZE_SINCE)) {
            object.put("VirtualSize", image.sizeBytes());
        }
    }

    static Instant created(LiveImage image) {
        Instant created = image.config().created();
        return created == null ? Instant.EPOCH : created;
    }

    ObjectNode inspect(LiveImage image) {
        ImageConfig config = image.config();
        List<String> names = world.images().names(new ImageId(image.id()));
        ObjectNode object = Json.object().put("Id", image.id());
        object.set(
                "RepoTags",
                Json.texts(names.stream().filter(name -> !digested(name)).toList()));
        object.set(
                "RepoDigests",
                Json.texts(names.stream().filter(ImageJson::digested).toList()));
        object.put("Parent", image.parent())
                .put("Comment", config.comment())
                .put("Created", Json.time(config.created()))
                .put("DockerVersion", "")
                .put("Author", config.author());
        object.set("Config", config(config));
        object.put("Architecture", config.architecture());
        if (!config.variant().isEmpty()) {
            object.put("Variant", config.variant());
        }
        object.put("Os", config.os()).put("Size", image.sizeBytes());
        virtualSize(object, image);
        object.putObject("GraphDriver").put("Name", "overlay2").putNull("Data");
        object.putObject("RootFS").put("Type", "layers").set("Layers", Json.texts(config.diffIds()));
        object.putObject("Metadata")
                .put("LastTagTime", Json.time(lastTagged(names).orElse(null)));
        return object;
    }

    private Optional<Instant> lastTagged(List<String> names) {
        return names.stream()
                .map(name -> world.known(new EntityKey(Kind.REFERENCE, name)))
                .flatMap(Optional::stream)
                .map(Known::changed)
                .max(Comparator.naturalOrder());
    }

    private static ObjectNode config(ImageConfig config) {
        ObjectNode object = Json.object()
                .put("Hostname", "")
                .put("Domainname", "")
                .put("User", config.user())
                .put("AttachStdin", false)
                .put("AttachStdout", false)
                .put("AttachStderr", false);
        if (!config.exposedPorts().isEmpty()) {
            object.set("ExposedPorts", Json.set(config.exposedPorts()));
        }
        object.put("Tty", false).put("OpenStdin", false).put("StdinOnce", false);
        object.set("Env", Json.nullWhenEmpty(config.env()));
        object.set("Cmd", Json.nullWhenEmpty(config.cmd()));
        if (config.healthcheck() != null) {
            object.set("Healthcheck", healthcheck(config.healthcheck()));
        }
        object.put("Image", "");
        object.set("Volumes", config.volumes().isEmpty() ? null : Json.set(config.volumes()));
        object.put("WorkingDir", config.workingDir()).set("Entrypoint", Json.nullWhenEmpty(config.entrypoint()));
        object.set("OnBuild", Json.nullWhenEmpty(config.onBuild()));
        object.set("Labels", Json.mapOrNull(config.labels()));
        if (config.stopSignal() != null && !config.stopSignal().isEmpty()) {
            object.put("StopSignal", config.stopSignal());
        }
        if (!config.shell().isEmpty()) {
            object.set("Shell", Json.texts(config.shell()));
        }
        return object;
    }

    private static ObjectNode healthcheck(ImageConfig.HealthcheckConfig health) {
        ObjectNode object = Json.object();
        object.set("Test", Json.texts(health.test()));
        Map.of(
                        "Interval", health.intervalNanos(),
                        "Timeout", health.timeoutNanos(),
                        "StartPeriod", health.startPeriodNanos(),
                        "StartInterval", health.startIntervalNanos())
                .forEach((name, nanos) -> {
                    if (nanos != 0) {
                        object.put(name, nanos);
                    }
                });
        if (health.retries() != 0) {
            object.put("Retries", health.retries());
        }
        return object;
    }

    /** Steps, the last first; only the image itself has an id. */
    ArrayNode history(LiveImage image) {
        var steps = new ArrayList<>(image.config().history());
        ArrayNode array = Json.array();
        List<String> names = world.images().names(new ImageId(image.id()));
        for (int i = steps.size() - 1; i >= 0; i--) {
            ImageConfig.History step = steps.get(i);
            boolean last = i == steps.size() - 1;
            Instant created = step.created();
            ObjectNode object = array.addObject()
                    .put("Comment", step.comment())
                    .put("Created", created == null ? 0 : created.getEpochSecond())
                    .put("CreatedBy", step.createdBy())
                    .put("Id", last ? image.id() : "<missing>")
                    .put("Size", step.sizeBytes());
            object.set("Tags", last ? Json.nullWhenEmpty(names) : null);
        }
        return array;
    }
}
