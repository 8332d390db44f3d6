package io.rutter.engine.story;

import io.rutter.engine.config.ConfigEvent;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.image.ImageEvent;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogEvent;
import io.rutter.engine.network.NetworkEvent;
import io.rutter.engine.node.NodeEvent;
import io.rutter.engine.reference.ReferenceEvent;
import io.rutter.engine.secret.SecretEvent;
import io.rutter.engine.service.ServiceEvent;
import io.rutter.engine.swarm.SwarmEvent;
import io.rutter.engine.volume.VolumeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Turns entries into sentences. */
final class Sentences {
    private static final Duration LATE = Duration.ofSeconds(5);

    private Sentences() {}

    /**
     * @param name what people call the entity
     * @param lives what came before, where a sentence needs it
     */
    static Sentence of(LogEntry entry, String name, Lives lives) {
        Instant at =
                entry.observedAt() != null ? entry.observedAt() : entry.event().at();
        return new Sentence(
                entry.offset(),
                at,
                entry.origin().actor(),
                entry.origin().cause(),
                words(entry, name) + changes(lives.changes(entry)) + lives.remarks(entry) + noticedLate(entry, at),
                entry.origin().reason());
    }

    /** What happened while the engine was down is told with its own time. */
    private static String noticedLate(LogEntry entry, Instant at) {
        return Duration.between(at, entry.recordedAt()).compareTo(LATE) > 0
                ? " (noted only at " + entry.recordedAt() + ", when the engine was back)"
                : "";
    }

    private static String changes(List<String> changes) {
        return changes.isEmpty() ? "" : ": " + String.join(", ", changes);
    }

    private static String words(LogEntry entry, String name) {
        String who = ActorWords.of(entry.origin().actor());
        return switch (entry.event()) {
            case ContainerEvent event -> ContainerWords.of(event, entry.origin().actor(), name);
            case ServiceEvent event -> ServiceWords.of(event, who, name);
            case NodeEvent event -> SwarmWords.node(event, who, name);
            case SwarmEvent event -> SwarmWords.swarm(event, who);
            case ImageEvent event -> image(event, who, name);
            case ReferenceEvent event -> reference(event, who);
            case NetworkEvent event -> network(event, who);
            case VolumeEvent event -> volume(event, who);
            case SecretEvent event -> secret(event, who, name);
            case ConfigEvent event -> config(event, who, name);
            case LogEvent event -> log(event);
            default -> entry.event().getClass().getSimpleName() + " of " + name;
        };
    }

    private static String image(ImageEvent event, String who, String name) {
        return switch (event) {
            case ImageEvent.ImageRecorded found -> who + " made image " + name + " by " + found.how();
            case ImageEvent.ImageRemoved _ -> who + " removed image " + name;
        };
    }

    private static String reference(ReferenceEvent event, String who) {
        return switch (event) {
            case ReferenceEvent.ReferenceMoved moved
            when moved.previous() != null ->
                who + " moved the name " + moved.reference() + " from image "
                        + moved.previous().shortId() + " to image "
                        + moved.image().shortId();
            case ReferenceEvent.ReferenceMoved moved ->
                who + " gave image " + moved.image().shortId() + " the name " + moved.reference();
            case ReferenceEvent.ReferenceDropped gone -> who + " removed the name " + gone.reference();
        };
    }

    private static String network(NetworkEvent event, String who) {
        return switch (event) {
            case NetworkEvent.NetworkCreated made ->
                who + " created the " + made.spec().driver() + " network "
                        + made.spec().name();
            case NetworkEvent.NetworkRemoved gone -> who + " removed network " + gone.name();
        };
    }

    private static String volume(VolumeEvent event, String who) {
        return switch (event) {
            case VolumeEvent.VolumeCreated made -> who + " created volume " + made.name();
            case VolumeEvent.VolumeRemoved gone -> who + " removed volume " + gone.name();
        };
    }

    private static String secret(SecretEvent event, String who, String name) {
        return switch (event) {
            case SecretEvent.SecretCreated made ->
                who + " created secret " + made.spec().name();
            case SecretEvent.SecretRelabelled _ -> who + " changed the labels of secret " + name;
            case SecretEvent.SecretRemoved gone -> who + " removed secret " + gone.name();
        };
    }

    private static String config(ConfigEvent event, String who, String name) {
        return switch (event) {
            case ConfigEvent.ConfigCreated made ->
                who + " created config " + made.spec().name();
            case ConfigEvent.ConfigRelabelled _ -> who + " changed the labels of config " + name;
            case ConfigEvent.ConfigRemoved gone -> who + " removed config " + gone.name();
        };
    }

    private static String log(LogEvent event) {
        return switch (event) {
            case LogEvent.EpochStarted started ->
                "the engine started (version " + started.version() + ", epoch " + started.epoch() + ")";
        };
    }
}
