package io.rutter.engine.cluster;

import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.ContainerReport.HostReleased;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A host whose processes outlive engines. What it reports arrives late, out of order, twice or not at all; it looks again. */
final class SimulatedHost {
    private final Random random;
    private final Origin origin;
    private final Set<String> broken;
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final List<Letter> letters = new ArrayList<>();
    /** Runs that were started, ever: none is started twice. */
    private final Set<String> runs = new HashSet<>();
    /** Runs whose release is known to be in the log: the node has forgotten its evidence. */
    private final Set<String> released = new HashSet<>();

    private record Process(long generation, long run, boolean alive, int exitCode) {
        Process ended(int code) {
            return new Process(generation, run, false, code);
        }
    }

    private record Letter(String container, ContainerReport report) {}

    /** @param broken images whose processes end with code 1 as soon as they start */
    SimulatedHost(Random random, Origin origin, Set<String> broken) {
        this.random = random;
        this.origin = origin;
        this.broken = broken;
    }

    boolean hasNothingToTell() {
        return letters.isEmpty();
    }

    boolean runs(String container) {
        Process process = processes.get(container);
        return process != null && process.alive();
    }

    /** Some process ends by itself. */
    void somethingEnds() {
        List<String> alive = processes.keySet().stream().filter(this::runs).toList();
        if (!alive.isEmpty()) {
            String id = alive.get(random.nextInt(alive.size()));
            processes.computeIfPresent(id, (_, process) -> process.ended(random.nextInt(3)));
        }
    }

    /** Compares what is wanted with what is there, for all or for some, acts, and writes down what it sees. */
    void look(World world, Instant now, boolean everything) {
        for (LiveContainer container : world.containers().all()) {
            if (everything || random.nextInt(3) == 0) {
                look(container, now);
            }
        }
        for (RemovedContainer removed : world.all(Kind.CONTAINER, RemovedContainer.class)) {
            processes.computeIfPresent(removed.id(), (_, process) -> process.ended(137));
            tell(removed.id(), new HostReleased(removed.run().number(), now));
        }
    }

    private void look(LiveContainer container, Instant now) {
        String id = container.id().value();
        act(id, container);
        Process process = processes.get(id);
        if (process == null) {
            return;
        }
        if (process.run() > container.run().number()) {
            tell(id, new ContainerReport.Started(process.generation(), process.run(), 7, now));
        }
        if (!process.alive()
                && container.isUp()
                && process.run() == container.run().number()) {
            tell(id, new ContainerReport.Exited(process.run(), process.exitCode(), false, 0, null, now));
        }
        if (!process.alive()
                && container.run().phase() == Phase.EXITED
                && process.run() == container.run().number()) {
            tell(id, new HostReleased(process.run(), now));
        }
    }

    private void act(String id, LiveContainer container) {
        var desired = container.desired();
        Process process = processes.get(id);
        boolean stops = desired.wanted() == Wanted.STOPPED || desired.wanted() == Wanted.REMOVED;
        if (stops && process != null) {
            processes.put(id, process.alive() ? process.ended(143) : process);
        } else if (container.run().phase() == Phase.STARTING
                && container.run().answered() < desired.startGeneration()
                && (process == null || process.generation() < desired.startGeneration())) {
            start(id, container, process == null ? 0 : process.run());
        }
    }

    private void start(String id, LiveContainer container, long last) {
        long run = Math.max(last, container.run().number()) + 1;
        if (!runs.add(id + " " + run)) {
            throw new AssertionError("run " + run + " of " + id + " is started twice");
        }
        var started = new Process(container.desired().startGeneration(), run, true, 0);
        boolean works = !broken.contains(container.spec().config().image());
        processes.put(id, works ? started : started.ended(1));
    }

    private void tell(String id, ContainerReport report) {
        boolean known = report instanceof HostReleased gone && released.contains(id + " " + gone.run());
        if (!known
                && letters.stream()
                        .noneMatch(letter -> letter.container().equals(id) && same(letter.report(), report))) {
            letters.add(new Letter(id, report));
        }
    }

    private static boolean same(ContainerReport one, ContainerReport other) {
        return one.getClass() == other.getClass();
    }

    /** One report arrives, and perhaps is sent again; or it is lost. */
    void deliver(Commands engine, boolean surely) {
        if (letters.isEmpty()) {
            return;
        }
        Letter letter = letters.get(random.nextInt(letters.size()));
        if (surely || random.nextInt(5) > 0) {
            engine.send(EntityKey.container(new ContainerId(letter.container())), new Report(letter.report()), origin)
                    .thenAccept(reply -> heard(letter, reply));
        }
        if (surely || random.nextInt(3) > 0) {
            letters.remove(letter);
        }
    }

    private void heard(Letter letter, Reply reply) {
        if (reply instanceof Reply.Done && letter.report() instanceof HostReleased gone) {
            released.add(letter.container() + " " + gone.run());
        }
    }
}
