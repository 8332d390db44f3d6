package io.rutter.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.EngineBuild;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.config.ConfigCommand.CreateConfig;
import io.rutter.engine.config.ConfigCommand.RemoveConfig;
import io.rutter.engine.config.ConfigEvent.ConfigCreated;
import io.rutter.engine.config.ConfigSpec;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.StateSource;
import io.rutter.engine.log.Write;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.engine.world.Nouns;
import io.rutter.engine.world.World;
import io.rutter.persistence.embedded.EmbeddedJournal;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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

    @Test
    void aWriteThatTheLogRefusedHoldsNothing() throws Exception {
        var one = new EntityKey(Kind.CONFIG, "one");
        var two = new EntityKey(Kind.CONFIG, "two");
        try (var running = new Running(true)) {
            assertThat(running.send(one, new RemoveConfig(), "request-1").get(10, TimeUnit.SECONDS))
                    .isInstanceOf(Reply.Refused.class);
            running.writeBehindItsBack(one, "b");
            assertThat(running.send(one, config("a"), "request-2").get(10, TimeUnit.SECONDS))
                    .isInstanceOf(Reply.Refused.class);
            assertThat(running.untilTaken(two, config("a"))).isInstanceOf(Reply.Done.class);
        }
    }

    private static CreateConfig config(String name) {
        return new CreateConfig(new ConfigSpec(name, Map.of(), "ZGF0YQ==", ""));
    }

    /** An engine without host, API or agent. */
    private final class Running implements AutoCloseable {
        private final EmbeddedJournal journal;
        private final ActorSystem<SpawnProtocol.Command> system;
        private final LogWriter writer;
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
            journal.start(List.of(claims), List.of(keeper));
            StateSource states = fromWorld ? keeper : _ -> Optional.empty();
            var setup = (JournalSetup) journal.setup(states);
            writer = setup.writer();
            system = ActorSystem.create(
                    SpawnProtocol.create(),
                    "entities",
                    ActorSystemSetup.create(
                            BootstrapSetup.create(JournalSetup.config().withFallback(ConfigFactory.load())), setup));
            engine = Engine.start(
                    system,
                    keeper,
                    claims,
                    journal.log(),
                    journal.admission(),
                    null,
                    new Engine.Settings("node", new EngineBuild("0", "", ""), List.of(), subnets -> subnets, 1, clock),
                    new Random(1));
        }

        /** As no other writer can: the entity's next write has a sequence that is taken. */
        void writeBehindItsBack(EntityKey key, String name) throws Exception {
            var event = new ConfigCreated(key.id(), config(name).spec(), Instant.EPOCH);
            var origin = new Origin(Actor.controller("test"), "behind", 0, null);
            State after = Nouns.evolve(key, Nouns.decider(key).nothing(), event);
            var settled = new CompletableFuture<Boolean>();
            writer.write(Write.of(
                    List.of(new Draft(
                            key,
                            1,
                            1,
                            origin,
                            null,
                            event,
                            after,
                            journal.codec().encode(event),
                            "w")),
                    new Write.Waiting() {
                        @Override
                        public void durable(long first, long last) {
                            settled.complete(true);
                        }

                        @Override
                        public void refused(RuntimeException why) {
                            settled.completeExceptionally(why);
                        }

                        @Override
                        public void unknown(RuntimeException why) {
                            settled.completeExceptionally(why);
                        }
                    }));
            settled.get(10, TimeUnit.SECONDS);
        }

        CompletableFuture<Reply> send(EntityKey key, Object command, String request) {
            return engine.commands()
                    .send(key, command, new Origin(Actor.user("me", null, null), request, 0, null))
                    .toCompletableFuture();
        }

        /** Again and again while it is refused, for longer than an entity takes to come back. */
        Reply untilTaken(EntityKey key, Object command) throws Exception {
            Reply reply = send(key, command, "again-0").get(10, TimeUnit.SECONDS);
            for (int again = 1; again < 20 && reply instanceof Reply.Refused; again++) {
                Thread.sleep(100);
                reply = send(key, command, "again-" + again).get(10, TimeUnit.SECONDS);
            }
            return reply;
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
