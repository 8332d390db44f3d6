package io.rutter.http.rutter;

import io.rutter.engine.config.ConfigEvent;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.network.NetworkEvent;
import io.rutter.engine.node.NodeEvent;
import io.rutter.engine.reference.FamiliarName;
import io.rutter.engine.secret.SecretEvent;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.ServiceEvent;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what people call by a name: what is there first, then what was there and is in the log still. */
final class Names {
    private static final int PAGE = 1_000;
    private static final long LOOK_BACK = 1_000_000;
    private static final int SHORTEST_PREFIX = 4;

    private final World world;
    private final EventLog log;

    Names(World world, EventLog log) {
        this.world = world;
        this.log = log;
    }

    Optional<EntityKey> find(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : alive(name).or(() -> byPrefix(name)).or(() -> removed(name));
    }

    /** Everything that has one of the names, or had it and is in the log still. */
    Set<EntityKey> all(List<String> names) {
        var keys = new HashSet<EntityKey>();
        names.stream()
                .filter(name -> !name.isEmpty())
                .forEach(name -> alive(name).ifPresent(keys::add));
        long end = log.tail();
        for (long next = Math.max(1, end - LOOK_BACK); next <= end; next += PAGE) {
            for (LogEntry entry : log.page(next, PAGE)) {
                if (given(entry).filter(names::contains).isPresent()) {
                    keys.add(entry.key());
                }
            }
        }
        return keys;
    }

    private Optional<EntityKey> alive(String name) {
        Optional<EntityKey> container =
                world.containers().find(name).optional().map(found -> EntityKey.container(found.id()));
        return container
                .or(() -> service(name))
                .or(() -> TaskKeys.find(name, world))
                .or(() -> world.networks().find(name).optional().map(found -> new EntityKey(Kind.NETWORK, found.id())))
                .or(() -> volume(name))
                .or(() -> reference(name));
    }

    private Optional<EntityKey> service(String name) {
        return world.all(Kind.SERVICE, LiveService.class).stream()
                .filter(service -> service.name().equals(name) || service.id().equals(name))
                .findFirst()
                .map(service -> new EntityKey(Kind.SERVICE, service.id()));
    }

    private Optional<EntityKey> volume(String name) {
        var key = new EntityKey(Kind.VOLUME, name);
        return world.live(key, LiveVolume.class).map(_ -> key);
    }

    private Optional<EntityKey> reference(String name) {
        return FamiliarName.parse(name)
                .map(familiar -> new EntityKey(Kind.REFERENCE, familiar))
                .filter(this::isOfThisMoment);
    }

    /** Whether the log tells of it before the moment's end. */
    private boolean isOfThisMoment(EntityKey key) {
        List<LogEntry> first = log.entity(key, 1, 1);
        return !first.isEmpty() && first.getFirst().offset() <= world.offset();
    }

    /** The dead are known by their ids. */
    private Optional<EntityKey> byPrefix(String name) {
        if (name.length() < SHORTEST_PREFIX) {
            return Optional.empty();
        }
        for (Kind kind : List.of(Kind.CONTAINER, Kind.SERVICE, Kind.NETWORK, Kind.VOLUME, Kind.IMAGE)) {
            List<EntityKey> matches = log.entities(kind, prefix(kind, name), 2).stream()
                    .filter(key -> kind != Kind.VOLUME || key.id().equals(name))
                    .filter(this::isOfThisMoment)
                    .toList();
            if (matches.size() == 1) {
                return Optional.of(matches.getFirst());
            }
        }
        return Optional.empty();
    }

    private static String prefix(Kind kind, String name) {
        return kind == Kind.IMAGE && !name.startsWith("sha256:") ? "sha256:" + name : name;
    }

    /** The last one that had the name, looked for from the log's end. */
    private Optional<EntityKey> removed(String name) {
        long end = world.offset();
        long oldest = Math.max(1, end - LOOK_BACK);
        for (long first = Math.max(oldest, end - PAGE + 1); end >= oldest; first = Math.max(oldest, end - PAGE + 1)) {
            List<LogEntry> page = log.page(first, (int) (end - first + 1));
            for (LogEntry entry : page.reversed()) {
                if (named(entry, name)) {
                    return Optional.of(entry.key());
                }
            }
            end = first - 1;
        }
        return Optional.empty();
    }

    private static boolean named(LogEntry entry, String name) {
        return given(entry).filter(name::equals).isPresent();
    }

    /** The name that a thing gets with an entry; empty where it gets none, or where its id is its name. */
    static Optional<String> given(LogEntry entry) {
        return Optional.ofNullable(
                switch (entry.event()) {
                    case ContainerEvent.ContainerDeclared declared -> declared.name();
                    case ContainerEvent.ContainerRenamed renamed -> renamed.name();
                    case ContainerEvent.TaskPending pending -> pending.name();
                    case ServiceEvent.ServiceCreated made -> made.spec().name();
                    case NetworkEvent.NetworkCreated made -> made.spec().name();
                    case SecretEvent.SecretCreated made -> made.spec().name();
                    case ConfigEvent.ConfigCreated made -> made.spec().name();
                    case NodeEvent.NodeJoined joined -> joined.description().hostname();
                    default -> null;
                });
    }
}
