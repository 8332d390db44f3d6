package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.cluster.SimulatedEngine.Acknowledged;
import io.rutter.engine.cluster.orders.FreshIds;
import io.rutter.engine.cluster.orders.NamedRequests;
import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.SubnetPools;
import io.rutter.engine.cluster.orders.SwarmOrders;
import io.rutter.engine.cluster.world.Past;
import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerStarted;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.ImageCommand.RecordImage;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.network.NetworkCommand.CreateNetwork;
import io.rutter.engine.reconcile.SwarmPlanner;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.TaskPhase;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.reference.ReferenceCommand.PointReference;
import io.rutter.engine.swarm.SwarmSpec;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Shell, claims, appender, World, planners and their orders, joined, over a disk, a host and clients that are simulated from a seed.
 * Engines die between any two steps, or live on beside their successor without knowing it; reports come late, twice or not at all.
 * Replay one seed with {@code -Drutter.seed=N}; {@code -Drutter.seeds=N} runs more.
 */
class EngineSimulationTest {
    private static final int SEEDS = Integer.getInteger("rutter.seeds", 150);

    @Test
    void whateverHappensTheLogTellsTheTruthAndTheWantedStateIsReachedInTheEnd() {
        Long given = Long.getLong("rutter.seed");
        long first = new Random().nextLong();
        LongStream seeds = given == null ? LongStream.range(first, first + SEEDS) : LongStream.of(given);
        seeds.forEach(seed -> {
            try {
                new Simulated(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("replay it with -Drutter.seed=" + seed + ": " + e.getMessage(), e);
            }
        });
    }

    private static final class Simulated {
        private static final int STEPS = 600;
        private static final int ROUNDS = 400;
        private static final int CALM_SECONDS = 120;
        private static final Origin TEST = new Origin(Actor.user("test", null, null), "t", 0, null);
        private static final Origin PLANNER = new Origin(Actor.controller("services"), "p", 0, null);

        private final Random random;
        private final FreshIds ids;
        private final SimulatedDisk disk = new SimulatedDisk();
        private final SimulatedHost host;
        private final SimulatedClients clients;
        private final List<Acknowledged> acknowledged = new ArrayList<>();
        private final Set<String> facts = new HashSet<>();
        private Instant now = Instant.parse("2030-01-01T00:00:00Z");
        private World shadow = World.EMPTY;
        private SimulatedEngine engine;
        private SimulatedEngine former;
        private Orders orders;
        private SimulatedPlanner planner;

        Simulated(long seed) {
            random = new Random(seed);
            ids = new FreshIds(new Random(seed));
            host = new SimulatedHost(random, TEST, Set.of("web:bad"));
            clients = new SimulatedClients(random);
            begin();
        }

        void run() {
            engine.calm(true);
            beginning();
            engine.calm(false);
            for (int i = 0; i < STEPS; i++) {
                happens();
                engine.step();
                look();
            }
            former = null;
            engine.calm(true);
            drive();
            clients.askForWhatWorks(orders);
            settle();
            for (int second = 0; second < CALM_SECONDS; second += 3) {
                now = now.plusSeconds(3);
                settle();
            }
            reached();
        }

        /** What every log begins with, and images to run. */
        private void beginning() {
            String bridge = ids.hex64();
            engine.send(
                    new EntityKey(Kind.NETWORK, bridge),
                    new CreateNetwork(bridge, SwarmSimulation.network("bridge"), SubnetPools.docker()),
                    TEST);
            for (String name : List.of("web:1", "web:2", "web:bad")) {
                String id = "sha256:" + ids.hex64();
                engine.send(
                        new EntityKey(Kind.IMAGE, id),
                        new RecordImage(SwarmSimulation.NODE, SwarmSimulation.imageConfig(), 1, "load", ""),
                        TEST);
                engine.send(new EntityKey(Kind.REFERENCE, name), new PointReference(new ImageId(id)), TEST);
            }
            settle();
            new SwarmOrders(orders, subnets -> subnets)
                    .init(new SwarmOrders.NewSwarm(SwarmSpec.DEFAULT, List.of(), 0, 0), TEST);
            settle();
        }

        private void begin() {
            engine = new SimulatedEngine(disk, random, () -> now, acknowledged::add);
            var named = new NamedRequests(disk.log(), new Past(disk.log())::at);
            orders = new Orders(engine.keeper(), engine, disk.log(), named, ids, SwarmSimulation.NODE, null);
            planner = new SimulatedPlanner(
                    orders,
                    new SwarmPlanner(SwarmSimulation.NODE, SwarmSimulation.description("host1"), ids::hex64),
                    PLANNER);
        }

        private void happens() {
            now = now.plusMillis(random.nextInt(20));
            switch (random.nextInt(60)) {
                case 0 -> {
                    former = random.nextBoolean() ? engine : null;
                    begin();
                }
                case 1 -> engine.rest();
                case 2, 20, 21 -> host.somethingEnds();
                case 3 -> now = now.plusSeconds(random.nextInt(8));
                case 4, 5, 6 -> clients.ask(orders);
                case 7, 8, 9 -> planner.plan(now);
                case 10, 11, 12 -> host.look(orders.world(), now, false);
                case 13, 14, 15, 16 -> host.deliver(engine, false);
                case 17, 18, 19 -> {
                    // the one before writes on, as long as it does not know better
                    if (former != null && !former.isDeposed()) {
                        former.step();
                    }
                }
                default -> {}
            }
        }

        /** What must hold after each step. */
        private void look() {
            if (engine.isDeposed()) {
                begin();
            }
            long reached = engine.keeper().world().offset();
            var touched = new ArrayList<LogEntry>();
            while (shadow.offset() < reached) {
                LogEntry entry = disk.log().entries().get((int) shadow.offset());
                shadow = shadow.with(entry);
                touched.add(entry);
                saidOnce(entry);
            }
            if (shadow.offset() == reached) {
                touched.forEach(entry -> assertThat(engine.keeper().world().known(entry.key()))
                        .as("World kept, of %s", entry.key())
                        .isEqualTo(shadow.known(entry.key())));
            }
            if (!touched.isEmpty()) {
                nothingIsClaimedTwice(shadow);
            }
        }

        /** However often a host tells it, a run begins once and ends once. */
        private void saidOnce(LogEntry entry) {
            String fact = switch (entry.event()) {
                case ContainerStarted started -> "start " + started.run();
                case ContainerExited exited -> "end " + exited.run();
                default -> null;
            };
            if (fact != null) {
                assertThat(facts.add(entry.key() + " " + fact))
                        .as("whether %s of %s is news", fact, entry.key())
                        .isTrue();
            }
        }

        private void nothingIsClaimedTwice(World world) {
            Map<Claim, EntityKey> owners = new HashMap<>();
            for (EntityKey key : disk.keys()) {
                for (Claim claim : world.known(key)
                        .map(Known::state)
                        .map(state -> state.claims())
                        .orElse(Set.of())) {
                    if (!(claim instanceof Claim.Use) && !(claim instanceof Claim.Resources)) {
                        EntityKey other = owners.put(claim, key);
                        assertThat(other).as("who else has %s", claim).isNull();
                    }
                }
            }
        }

        /** Nobody dies any more, nothing is lost: until there is nothing to do at this moment. */
        private void settle() {
            for (int round = 0; round < ROUNDS; round++) {
                drive();
                host.look(orders.world(), now, true);
                boolean told = !host.hasNothingToTell();
                while (!host.hasNothingToTell()) {
                    host.deliver(engine, true);
                }
                boolean planned = planner.plan(now) > 0;
                if (!told && !planned && engine.isIdle()) {
                    acknowledgedIsThere();
                    return;
                }
            }
            throw new AssertionError("nothing settles after " + ROUNDS + " rounds");
        }

        private void drive() {
            while (!engine.isIdle() || planner.isBusy()) {
                if (engine.isIdle()) {
                    throw new AssertionError("a plan waits for what nobody does");
                }
                engine.step();
                look();
            }
        }

        private void acknowledgedIsThere() {
            for (Acknowledged one : acknowledged) {
                assertThat(disk.log().tail()).isGreaterThanOrEqualTo(one.last());
                for (LogEntry entry : disk.log().entries().subList((int) one.first() - 1, (int) one.last())) {
                    assertThat(entry.key()).as("%s", one).isEqualTo(one.key());
                    assertThat(entry.origin().requestId()).as("%s", one).isEqualTo(one.requestId());
                }
            }
            acknowledged.clear();
        }

        private void reached() {
            World world = orders.world();
            assertThat(world.offset()).isEqualTo(disk.log().tail());
            World again = SimulatedEngine.folded(disk);
            disk.keys().forEach(key -> assertThat(world.known(key)).isEqualTo(again.known(key)));
            for (LiveContainer container : world.containers().all()) {
                assertThat(host.runs(container.id().value()))
                        .as("whether %s runs", container.name())
                        .isEqualTo(container.isUp());
            }
            String id = world.services().find("web").optional().orElseThrow().id();
            List<TaskView> running = Pictures.tasks(world, id).stream()
                    .filter(task -> task.active() && task.phase() == TaskPhase.RUNNING)
                    .toList();
            assertThat(running).hasSize((int) clients.specs().mode().replicas());
            assertThat(running).extracting(TaskView::image).containsOnly("web:1");
            assertThat(running).extracting(task -> task.owner().slot()).doesNotHaveDuplicates();
        }
    }
}
