package io.rutter.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.StateSource;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.engine.world.World;
import io.rutter.persistence.embedded.EmbeddedJournal;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real entities on a real log. */
class EntitiesIT {
    private static final CreateVolume CREATE = new CreateVolume("node", "local", Map.of(), Map.of("a", "b"), false);
    private static final EntityKey DATA = EntityKey.volume("data");

    @TempDir
    Path directory;

    @Test
    void answersWithWhatTheLogAndWorldHold() throws Exception {
        try (var running = new Running(true)) {
            Reply.Done done = running.done(DATA, CREATE, "request-1");
            assertThat(done.first()).isEqualTo(2);
            assertThat(running.engine.world().offset()).isGreaterThanOrEqualTo(2);
            assertThat(running.journal.log().request("request-1")).isPresent();
            assertThat(running.done(DATA, CREATE, "request-2").changed()).isFalse();
        }
    }

    @Test
    void anEntityWakesUpAsWorldKnowsIt() throws Exception {
        livesOn(true);
    }

    @Test
    void anEntityWakesUpFromItsHistoryAlone() throws Exception {
        livesOn(false);
    }

    private void livesOn(boolean fromWorld) throws Exception {
        try (var running = new Running(fromWorld)) {
            running.done(DATA, CREATE, "request-1");
            running.done(DATA, new RemoveVolume(false), "request-2");
            running.done(DATA, CREATE, "request-3");
        }
        try (var running = new Running(fromWorld)) {
            assertThat(running.done(DATA, CREATE, "request-4").changed()).isFalse();
            running.done(DATA, new RemoveVolume(false), "request-5");
            List<LogEntry> entries = running.journal.log().entity(DATA, 1, 10);
            assertThat(entries).extracting(LogEntry::sequence).containsExactly(1L, 2L, 3L, 4L);
            assertThat(entries).extracting(LogEntry::incarnation).containsExactly(1L, 1L, 3L, 3L);
        }
    }

    @Test
    void manyAtOnceAreAllThereOnce() throws Exception {
        int count = 2_000;
        try (var running = new Running(true)) {
            var replies = new ArrayList<CompletableFuture<Reply>>();
            for (int i = 0; i < count; i++) {
                replies.add(running.send(EntityKey.volume("v" + i), CREATE, "r" + i));
            }
            for (CompletableFuture<Reply> reply : replies) {
                assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Done.class);
            }
            assertThat(running.journal.log().tail()).isEqualTo(count + 1);
        }
        try (var running = new Running(true)) {
            assertThat(running.engine.world().offset()).isEqualTo(count + 2);
        }
    }

    /** An engine without host, API or agent. */
    private final class Running implements AutoCloseable {
        private final EmbeddedJournal journal;
        private final ActorSystem<SpawnProtocol.Command> system;
        private final Engine engine;

        Running(boolean fromWorld) throws IOException {
            InstantSource clock = InstantSource.system();
            journal = EmbeddedJournal.open(
                    directory,
                    clock,
                    new Reign("node", "0", "boot"),
                    VolumeRemoved.class::isInstance,
                    (message, cause) -> {
                        throw new AssertionError(message, cause);
                    });
            World world = World.EMPTY;
            for (LogEntry entry : journal.log().page(1, 10_000)) {
                world = world.with(entry);
            }
            var keeper = new WorldKeeper(world);
            var claims = new ClaimsRegistry();
            world.forEach((key, known) -> claims.fold(key, known.state().claims()));
            journal.start(
                    List.of(batch -> batch.forEach(durable ->
                            claims.fold(durable.entry().key(), durable.after().claims()))),
                    List.of(keeper));
            StateSource states = fromWorld ? keeper : _ -> Optional.empty();
            system = ActorSystem.create(
                    SpawnProtocol.create(),
                    "entities",
                    ActorSystemSetup.create(
                            BootstrapSetup.create(JournalSetup.config().withFallback(ConfigFactory.load())),
                            journal.setup(states)));
            engine = Engine.start(
                    system,
                    keeper,
                    claims,
                    journal.log(),
                    journal.admission(),
                    null,
                    new Engine.Settings("node", "0", List.of(), subnets -> subnets, 1, clock),
                    new Random(1));
        }

        CompletableFuture<Reply> send(EntityKey key, Object command, String request) {
            return engine.commands()
                    .send(key, command, new Origin(Actor.user("me", null, null), request, 0, null))
                    .toCompletableFuture();
        }

        Reply.Done done(EntityKey key, Object command, String request) throws Exception {
            return (Reply.Done) send(key, command, request).get(10, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
            journal.close();
        }
    }
}
