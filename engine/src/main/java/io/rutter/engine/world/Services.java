package io.rutter.engine.world;

import io.rutter.engine.config.Config.LiveConfig;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.service.LiveService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions about services, their tasks, nodes, secrets and configs. */
public record Services(World world) {
    public List<LiveService> all() {
        return sorted(Kind.SERVICE, LiveService.class, LiveService::name);
    }

    public Optional<LiveService> byId(String id) {
        return world.live(new EntityKey(Kind.SERVICE, id), LiveService.class);
    }

    /** By id, name, or unique prefix of the id. */
    public Found<LiveService> find(String reference) {
        return find("service", reference, all(), LiveService::id, LiveService::name);
    }

    public List<LiveNode> nodes() {
        return sorted(Kind.NODE, LiveNode.class, LiveNode::id);
    }

    /** By id, host name, name, or unique prefix of the id. */
    public Found<LiveNode> findNode(String reference) {
        return find(
                "node",
                reference,
                nodes(),
                LiveNode::id,
                node -> node.description().hostname());
    }

    public List<LiveSecret> secrets() {
        return sorted(Kind.SECRET, LiveSecret.class, secret -> secret.spec().name());
    }

    public Found<LiveSecret> findSecret(String reference) {
        return find(
                "secret",
                reference,
                secrets(),
                LiveSecret::id,
                secret -> secret.spec().name());
    }

    public List<LiveConfig> configs() {
        return sorted(Kind.CONFIG, LiveConfig.class, config -> config.spec().name());
    }

    public Found<LiveConfig> findConfig(String reference) {
        return find(
                "config",
                reference,
                configs(),
                LiveConfig::id,
                config -> config.spec().name());
    }

    /** All tasks: containers with an owner, and tasks that wait for a node. */
    public List<Container> tasks() {
        return world.all(Kind.CONTAINER, Container.class).stream()
                .filter(container -> owner(container) != null)
                .toList();
    }

    /** The tasks of a service, also of one that is gone. */
    public List<Container> tasksOf(String serviceId) {
        return world.index().tasksOf(serviceId).stream()
                .map(id -> world.live(new EntityKey(Kind.CONTAINER, id), Container.class))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Ids of services that have tasks, also of those that are gone. */
    public List<String> withTasks() {
        var ids = new ArrayList<String>();
        world.index().tasks().forEach((id, _) -> ids.add(id));
        return ids;
    }

    /** Whose task it is; null for a container of nobody's, and for one that is gone. */
    public static @Nullable TaskOwner owner(State container) {
        return switch (container) {
            case LiveContainer live -> live.owner();
            case WaitingTask waiting -> waiting.owner();
            default -> null;
        };
    }

    private <S extends State> List<S> sorted(Kind kind, Class<S> type, Function<S, String> by) {
        var all = new ArrayList<>(world.all(kind, type));
        all.sort(Comparator.comparing(by));
        return all;
    }

    private static <T> Found<T> find(
            String what, String reference, List<T> all, Function<T, String> id, Function<T, String> name) {
        for (T each : all) {
            if (id.apply(each).equals(reference)) {
                return new Found.One<>(each);
            }
        }
        List<T> named =
                all.stream().filter(each -> name.apply(each).equals(reference)).toList();
        List<T> matches = !named.isEmpty() || reference.isEmpty()
                ? named
                : all.stream()
                        .filter(each -> id.apply(each).startsWith(reference))
                        .toList();
        return switch (matches.size()) {
            case 1 -> new Found.One<>(matches.getFirst());
            case 0 -> new Found.None<>(new Problem.NotFound(what + " " + reference + " not found"));
            default ->
                new Found.None<>(new Problem.Invalid(
                        what + " " + reference + " is ambiguous (" + matches.size() + " matches found)"));
        };
    }
}
