package io.rutter.engine.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerDeclared;
import io.rutter.engine.container.ContainerEvent.ContainerReleased;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerStartRequested;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.Specs;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Origin TEST = new Origin(Actor.user("test", null, null), "t", 0, null);
    private static final EntityKey DATA = EntityKey.volume("data");

    private World world = World.EMPTY;

    private void add(EntityKey key, long sequence, long incarnation, Event event) {
        world = world.with(new LogEntry(world.offset() + 1, 1, NOON, null, key, sequence, incarnation, TEST, event));
    }

    private List<EntityKey> entities() {
        var keys = new ArrayList<EntityKey>();
        world.forEach((key, _) -> keys.add(key));
        return keys;
    }

    private static ContainerEvent declared(ContainerId id) {
        return new ContainerDeclared(
                id,
                "c" + id.shortId(),
                Specs.spec(false),
                new ImageId("sha256:" + "c".repeat(64)),
                List.of(),
                "node-1",
                null,
                NOON);
    }

    @Test
    void isAsSmallAfterManyContainersThatCameAndWentAsBeforeThem() {
        for (int i = 0; i < 1_000; i++) {
            var id = new ContainerId(String.format("%064x", i));
            EntityKey key = EntityKey.container(id);
            add(key, 1, 1, declared(id));
            add(key, 2, 1, new ContainerRemoved(List.of(), NOON));
            add(key, 3, 1, new ContainerReleased(0, NOON));
        }
        assertThat(world.offset()).isEqualTo(3_000);
        assertThat(entities()).isEmpty();
        assertThat(world.index().containerNames().size()).isZero();
    }

    @Test
    void aRemovedContainerStaysUntilItsHostHasLetGoOfIt() {
        var id = new ContainerId("a".repeat(64));
        add(EntityKey.container(id), 1, 1, declared(id));
        add(EntityKey.container(id), 2, 1, new ContainerRemoved(List.of(), NOON));
        assertThat(entities()).containsExactly(EntityKey.container(id));
    }

    @Test
    void whoIsOnANetworkIsKnownFromTheStartToTheRemoval() {
        var one = new ContainerId("a".repeat(64));
        var two = new ContainerId("b".repeat(64));
        for (ContainerId id : List.of(two, one)) {
            add(EntityKey.container(id), 1, 1, declared(id));
            add(EntityKey.container(id), 2, 1, started(id));
        }
        assertThat(world.containers().on("net")).extracting(LiveContainer::id).containsExactly(one, two);
        add(EntityKey.container(one), 3, 1, new ContainerRemoved(List.of(), NOON));
        assertThat(world.containers().on("net")).extracting(LiveContainer::id).containsExactly(two);
        add(EntityKey.container(two), 3, 1, new ContainerRemoved(List.of(), NOON));
        assertThat(world.index().members().size()).isZero();
    }

    private static ContainerEvent started(ContainerId id) {
        var place = new Endpoint("net", "n", "e", "10.0.0." + id.value().charAt(0) % 10, 16, "10.0.0.1", "", List.of());
        return new ContainerStartRequested(2, List.of(place), List.of(), false, null, null, NOON);
    }

    @Test
    void whatComesBackIsANewLife() {
        var created = new VolumeCreated("data", "node-1", "local", Map.of(), Map.of(), false, NOON);
        add(DATA, 1, 1, created);
        add(DATA, 2, 1, new VolumeRemoved("data", "local", NOON));
        assertThat(entities()).isEmpty();
        add(DATA, 3, 3, created);
        assertThat(world.live(DATA, LiveVolume.class)).isPresent();
        assertThat(world.known(DATA)).get().satisfies(known -> {
            assertThat(known.incarnation()).isEqualTo(3);
            assertThat(known.bornAt()).isEqualTo(3);
        });
    }
}
