package io.rutter.engine.world;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.swarm.Swarm;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is, as of an offset. Immutable: a list is one World, a snapshot is a World and its offset.
 *
 * <p>What is nothing again is not here: its history is in the log, and World stays as large as what there is. Queries by noun stand
 * in views such as {@link Containers}.
 */
public final class World {
    /** Raised when what a fold keeps changes: checkpoints of another version are not read. */
    public static final int FOLD_VERSION = 5;

    public static final World EMPTY = new World(0, Instant.EPOCH, new EnumMap<>(Kind.class), WorldIndex.EMPTY);

    private final long offset;
    private final Instant time;
    private final Map<Kind, PersistentMap<String, Known>> kinds;
    private final WorldIndex index;

    private World(long offset, Instant time, Map<Kind, PersistentMap<String, Known>> kinds, WorldIndex index) {
        this.offset = offset;
        this.time = time;
        this.kinds = kinds;
        this.index = index;
    }

    /** Offset of the last entry that is folded in. */
    public long offset() {
        return offset;
    }

    /** When that was recorded. */
    public Instant time() {
        return time;
    }

    /** What is known of an entity that is something: alive, or dead and still let go of by its host. */
    public Optional<Known> known(EntityKey key) {
        return Optional.ofNullable(lookup(key));
    }

    private @Nullable Known lookup(EntityKey key) {
        PersistentMap<String, Known> map = kinds.get(key.kind());
        return map == null ? null : map.get(key.id());
    }

    /** The state of an entity, if it is alive. */
    public <S extends State> Optional<S> live(EntityKey key, Class<S> type) {
        Known known = lookup(key);
        return known != null && type.isInstance(known.state())
                ? Optional.of(type.cast(known.state()))
                : Optional.empty();
    }

    /** All of a kind, the living and those that are still let go of. */
    public List<Known> all(Kind kind) {
        PersistentMap<String, Known> map = kinds.get(kind);
        return map == null ? List.of() : map.values();
    }

    /** All states of a type, in no order. */
    public <S extends State> List<S> all(Kind kind, Class<S> type) {
        var found = new ArrayList<S>();
        for (Known known : all(kind)) {
            if (type.isInstance(known.state())) {
                found.add(type.cast(known.state()));
            }
        }
        return found;
    }

    WorldIndex index() {
        return index;
    }

    /** The World after the next entry, when the state that it led to is known. */
    public World with(LogEntry entry, State after) {
        if (entry.offset() != offset + 1) {
            throw new IllegalStateException("entry " + entry.offset() + " does not follow " + offset);
        }
        EntityKey key = entry.key();
        Known before = lookup(key);
        long bornAt = entry.sequence() == entry.incarnation() || before == null ? entry.offset() : before.bornAt();
        var known = new Known(after, entry.sequence(), entry.incarnation(), bornAt, entry.offset(), entry.recordedAt());
        return put(entry.offset(), entry.recordedAt(), key, before, known);
    }

    /** The World after the next entry, by the rules of its noun. */
    public World with(LogEntry entry) {
        Known before = lookup(entry.key());
        State state = before == null ? Nouns.decider(entry.key()).nothing() : before.state();
        return with(entry, Nouns.evolve(entry.key(), state, entry.event()));
    }

    /** A World read from a checkpoint: entities one by one, in any order, then {@link #at}. */
    public World restored(EntityKey key, Known known) {
        return put(offset, time, key, null, known);
    }

    /** This picture, said to be of an offset. */
    public World at(long restoredOffset, Instant restoredTime) {
        return new World(restoredOffset, restoredTime, kinds, index);
    }

    private World put(long newOffset, Instant newTime, EntityKey key, @Nullable Known before, Known known) {
        var map = new EnumMap<Kind, PersistentMap<String, Known>>(Kind.class);
        map.putAll(kinds);
        PersistentMap<String, Known> of = map.getOrDefault(key.kind(), PersistentMap.empty());
        boolean nothing = known.state().equals(Nouns.decider(key).nothing());
        map.put(key.kind(), nothing ? of.without(key.id()) : of.with(key.id(), known));
        State was = before == null ? null : before.state();
        return new World(newOffset, newTime, map, index.with(key, was, known.state()));
    }

    public Containers containers() {
        return new Containers(this);
    }

    public Images images() {
        return new Images(this);
    }

    public Networks networks() {
        return new Networks(this);
    }

    public Services services() {
        return new Services(this);
    }

    /** The cluster, if this node is part of one. */
    public Optional<LiveSwarm> swarm() {
        return live(Swarm.KEY, LiveSwarm.class);
    }

    /** A living container by its full id. */
    public Optional<LiveContainer> container(String id) {
        return live(new EntityKey(Kind.CONTAINER, id), LiveContainer.class);
    }

    /** A living network by its full id. */
    public Optional<LiveNetwork> network(String id) {
        return live(new EntityKey(Kind.NETWORK, id), LiveNetwork.class);
    }

    /** Visits every entity. */
    public void forEach(java.util.function.BiConsumer<EntityKey, Known> visitor) {
        kinds.forEach((kind, map) -> map.forEach((id, known) -> visitor.accept(new EntityKey(kind, id), known)));
    }
}
