package io.rutter.http.rutter;

import static io.rutter.http.docker.common.DockerDirectives.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.rules.ContainerDecider;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.image.ImageConfig;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.ServiceEvent;
import io.rutter.engine.story.ActorWords;
import io.rutter.engine.story.RunLine;
import io.rutter.engine.story.Sentence;
import io.rutter.engine.story.ServiceLine;
import io.rutter.engine.story.StoryTeller;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.request.Blocking;
import io.rutter.http.request.Moment;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/** Why a thing is as it is, all that ever happened to it, and how to make it again. */
final class StoryRoutes {
    private final Engine engine;

    StoryRoutes(Engine engine) {
        this.engine = engine;
    }

    Route why(String name) {
        return told(name, (key, world) -> new StoryTeller(engine.log()).why(key, tasks(key, world), world.offset()));
    }

    /** Of a service: for each slot the task that is there now and the one that it took the place of. */
    private static List<EntityKey> tasks(EntityKey key, World world) {
        return key.kind() == Kind.SERVICE ? TaskKeys.latest(key.id(), world) : List.of();
    }

    Route history(String name) {
        return told(name, (key, world) -> new StoryTeller(engine.log()).history(key, world.offset()));
    }

    private Route told(String encoded, BiFunction<EntityKey, World, List<Sentence>> story) {
        return found(encoded, (key, world) -> {
            ArrayNode sentences = EntryJson.object().arrayNode();
            story.apply(key, world).forEach(sentence -> sentences.add(json(sentence)));
            ObjectNode object =
                    EntryJson.object().put("kind", key.kind().word()).put("id", key.id());
            object.set("sentences", sentences);
            return object;
        });
    }

    private static ObjectNode json(Sentence sentence) {
        ObjectNode object = EntryJson.object()
                .put("offset", sentence.offset())
                .put("at", sentence.at().toString())
                .put("who", ActorWords.of(sentence.actor()))
                .put("cause", sentence.cause())
                .put("sentence", sentence.words());
        if (sentence.reason() != null) {
            object.put("reason", sentence.reason());
        }
        return object;
    }

    private Route found(String encoded, BiFunction<EntityKey, World, ObjectNode> inner) {
        String name = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        return Moment.at(
                engine,
                moment -> answer(Blocking.respond(() -> {
                    World world = moment.world();
                    EntityKey key = new Names(world, engine.log())
                            .find(name.startsWith("/") ? name.substring(1) : name)
                            .orElseThrow(
                                    () -> new Refused(new Problem.NotFound("the log knows nothing called " + name)));
                    return Answer.ok(inner.apply(key, world));
                })));
    }

    Route rerun(String name) {
        return found(
                name,
                (key, world) -> EntryJson.object()
                        .put("kind", key.kind().word())
                        .put("id", key.id())
                        .put("command", line(key, world)));
    }

    /** From what is there, else from what the log tells of a container's end, or of a service's birth. */
    private String line(EntityKey key, World world) {
        Object state = world.known(key).map(known -> (Object) known.state()).orElse("");
        return switch (state) {
            case LiveContainer container ->
                RunLine.of(container.name(), container.spec(), image(container.imageId(), world));
            case LiveService service -> ServiceLine.of(service.spec(), id -> network(id, world));
            default -> fromLog(key, world);
        };
    }

    private String fromLog(EntityKey key, World world) {
        List<LogEntry> entries = engine.log().entity(key, 1, Long.MAX_VALUE);
        Optional<LiveContainer> container = lastAlive(key, entries);
        if (container.isPresent()) {
            return RunLine.of(
                    container.get().name(),
                    container.get().spec(),
                    image(container.get().imageId(), world));
        }
        for (LogEntry entry : entries.reversed()) {
            Event event = entry.event();
            if (event instanceof ServiceEvent.ServiceCreated made) {
                return ServiceLine.of(made.spec(), id -> network(id, world));
            }
        }
        throw Refused.invalid("a " + key.kind().word() + " is made by no single command line");
    }

    /** A container as it was before it was removed: renamed, updated and connected as it had been by then. */
    private static Optional<LiveContainer> lastAlive(EntityKey key, List<LogEntry> entries) {
        var decider = new ContainerDecider(key.id());
        Container state = decider.nothing();
        @Nullable LiveContainer last = null;
        for (LogEntry entry : entries) {
            if (entry.event() instanceof ContainerEvent event) {
                state = decider.evolve(state, event);
                last = state instanceof LiveContainer live ? live : last;
            }
        }
        return Optional.ofNullable(last);
    }

    private static String network(String id, World world) {
        return world.network(id).map(network -> network.spec().name()).orElse(id);
    }

    private static @Nullable ImageConfig image(ImageId id, World world) {
        return world.images().byId(id).map(LiveImage::config).orElse(null);
    }
}
