package io.rutter.http.docker.system;

import io.rutter.engine.config.Config.LiveConfig;
import io.rutter.engine.config.ConfigEvent;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.entity.State;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.image.ImageEvent;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.network.NetworkEvent;
import io.rutter.engine.node.NodeEvent;
import io.rutter.engine.reference.ReferenceEvent;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.secret.SecretEvent;
import io.rutter.engine.service.ServiceEvent;
import io.rutter.engine.volume.VolumeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of Docker's events an entry of the log is: none, one or several. Pure. The table in {@code docs/events.md} says the same
 * in words.
 */
final class DockerEvents {
    private static final String LOCAL = "local";
    private static final String SWARM = "swarm";

    private DockerEvents() {}

    /**
     * @param before the entity's state before the entry
     * @param around what else the messages name
     */
    static List<DockerMessage> of(LogEntry entry, State before, Surroundings around) {
        return switch (entry.event()) {
            case ContainerEvent event ->
                new ContainerMessages(entry.key().id(), before, around, entry.recordedAt()).of(event);
            case NetworkEvent event -> network(event);
            case VolumeEvent event -> volume(event);
            case ImageEvent event -> image(event);
            case ReferenceEvent event -> reference(event, around);
            case ServiceEvent event -> ServiceMessages.of(entry.key().id(), event, before);
            case NodeEvent event -> NodeMessages.of(entry.key().id(), event, before);
            case SecretEvent event -> secret(entry.key().id(), event, before);
            case ConfigEvent event -> config(entry.key().id(), event, before);
            default -> List.of();
        };
    }

    private static List<DockerMessage> network(NetworkEvent event) {
        return switch (event) {
            case NetworkEvent.NetworkCreated made ->
                network("create", made.id(), made.spec().name(), made.spec().driver());
            case NetworkEvent.NetworkRemoved gone -> network("destroy", gone.id(), gone.name(), gone.driver());
        };
    }

    private static List<DockerMessage> network(String action, String id, String name, String driver) {
        return List.of(new DockerMessage("network", action, id, Map.of("name", name, "type", driver), LOCAL));
    }

    private static List<DockerMessage> volume(VolumeEvent event) {
        return switch (event) {
            case VolumeEvent.VolumeCreated made ->
                List.of(new DockerMessage("volume", "create", made.name(), Map.of("driver", made.driver()), LOCAL));
            case VolumeEvent.VolumeRemoved gone ->
                List.of(new DockerMessage("volume", "destroy", gone.name(), Map.of("driver", gone.driver()), LOCAL));
        };
    }

    /** A build and a commit are told by the names that they give. */
    private static List<DockerMessage> image(ImageEvent event) {
        return switch (event) {
            case ImageEvent.ImageRecorded found ->
                switch (found.how()) {
                    case "import", "load", "pull" ->
                        List.of(image(
                                found.how(),
                                found.id(),
                                found.id(),
                                found.config().labels()));
                    default -> List.of();
                };
            case ImageEvent.ImageRemoved gone -> List.of(image("delete", gone.id(), gone.id(), Map.of()));
        };
    }

    /** Docker calls a name that goes by the image's id. */
    private static List<DockerMessage> reference(ReferenceEvent event, Surroundings around) {
        return switch (event) {
            case ReferenceEvent.ReferenceMoved moved ->
                List.of(image(
                        "tag",
                        moved.image().value(),
                        moved.reference(),
                        labels(moved.image().value(), around)));
            case ReferenceEvent.ReferenceDropped gone ->
                List.of(image(
                        "untag",
                        gone.image().value(),
                        gone.reference(),
                        labels(gone.image().value(), around)));
        };
    }

    private static Map<String, String> labels(String image, Surroundings around) {
        return around.image(image)
                .map(LiveImage::config)
                .map(config -> config.labels())
                .orElseGet(Map::of);
    }

    private static DockerMessage image(String action, String id, String name, Map<String, String> labels) {
        var attributes = new HashMap<>(labels);
        attributes.put("name", name);
        return new DockerMessage("image", action, id, attributes, LOCAL);
    }

    private static List<DockerMessage> secret(String id, SecretEvent event, State before) {
        String name = before instanceof LiveSecret secret ? secret.spec().name() : "";
        return switch (event) {
            case SecretEvent.SecretCreated made ->
                named("secret", "create", id, made.spec().name());
            case SecretEvent.SecretRelabelled _ -> named("secret", "update", id, name);
            case SecretEvent.SecretRemoved gone -> named("secret", "remove", id, gone.name());
        };
    }

    private static List<DockerMessage> config(String id, ConfigEvent event, State before) {
        String name = before instanceof LiveConfig config ? config.spec().name() : "";
        return switch (event) {
            case ConfigEvent.ConfigCreated made ->
                named("config", "create", id, made.spec().name());
            case ConfigEvent.ConfigRelabelled _ -> named("config", "update", id, name);
            case ConfigEvent.ConfigRemoved gone -> named("config", "remove", id, gone.name());
        };
    }

    static List<DockerMessage> named(String type, String action, String id, String name) {
        return List.of(new DockerMessage(type, action, id, Map.of("name", name), SWARM));
    }
}
