package io.rutter.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rutter.agent.image.LocalImages;
import io.rutter.agent.image.build.run.HostStepNetwork;
import io.rutter.agent.image.build.run.RuntimeSteps;
import io.rutter.agent.image.build.run.StepAddresses;
import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.network.NetworkHome;
import io.rutter.agent.network.NetworkHost;
import io.rutter.agent.operations.HostReading;
import io.rutter.agent.operations.LocalNode;
import io.rutter.agent.reconcile.Agent;
import io.rutter.agent.reconcile.LogIdentity;
import io.rutter.agent.reconcile.NodeParts;
import io.rutter.agent.runtime.Runtime;
import io.rutter.agent.runtime.logs.KeptLogs;
import io.rutter.agent.runtime.oci.OciRuntime;
import io.rutter.agent.volume.VolumeHost;
import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.http.server.RunningServer;
import io.rutter.persistence.embedded.Checkpoint;
import io.rutter.persistence.embedded.EmbeddedJournal;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an engine together and takes it apart again: what is opened first is closed last. */
final class EngineProcess {
    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);
    private static final int BROKEN_LOG = 70;
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    private EngineProcess() {}

    /** Runs until SIGTERM or SIGINT. */
    static int run(EngineOptions options) throws Exception {
        long begun = System.nanoTime();
        var stopping = new Stopping();
        var closing = new ClosingOrder();
        try {
            Engine engine = assemble(options, closing);
            List<RunningServer> servers = Api.serve(options, engine);
            LOG.info(
                    "Rutter {} is ready after {} ms on {}",
                    Version.text(),
                    (System.nanoTime() - begun) / 1_000_000,
                    options.listeners());
            stopping.await();
            LOG.info("Rutter stops; containers live on");
            stop(servers);
            return 0;
        } finally {
            closing.close();
            stopping.done();
        }
    }

    private static void stop(List<RunningServer> servers) {
        servers.stream()
                .map(server -> server.stop(STOP_GRACE).toCompletableFuture())
                .toList()
                .forEach(stopped -> stopped.completeOnTimeout(
                                Done.getInstance(), 2 * STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                        .join());
    }

    /** All but the sockets: the first look at the host is over when this returns. */
    private static Engine assemble(EngineOptions options, ClosingOrder closing) throws IOException {
        InstantSource clock = InstantSource.system();
        PrivateFolders.make(options);
        ExecRoot execRoot = closing.then(ExecRoot.take(options.execRoot(), clock.instant()));
        String nodeId = NodeIdFile.read(options.dataRoot());
        EmbeddedJournal journal = journal(options, nodeId, clock);
        closing.then(journal);
        execRoot.belongsTo(journal.log().logId());
        Files.writeString(
                options.dataRoot().resolve(ExecRoot.LOG_ID), journal.log().logId() + "\n");
        Runtime runtime = OciRuntime.open(options.execRoot(), new ObjectMapper(), clock);
        closing.then(runtime);
        var addresses = new BuildAddresses();
        NodeParts parts = parts(options, journal.log().logId(), runtime, addresses, clock, closing);
        var node = new LocalNode(parts, HostReading.read(runtime.facts(), options.dataRoot()));
        Engine engine = engine(options, nodeId, journal, node, addresses, clock, closing);
        String bridge = new NetworkHome(journal.log().logId(), options.execRoot(), RESOLV_CONF).defaultBridge();
        engine.bootstrap(bridge).toCompletableFuture().join();
        var agent = new Agent(
                parts,
                engine.assignments(),
                engine.reports(),
                new LogIdentity(journal.log().logId(), engine.settings().epoch()),
                name -> Signals.parse(name).orElse(-1));
        closing.then(agent);
        node.serve(agent, engine.reports());
        agent.start();
        engine.control();
        return engine;
    }

    private static EmbeddedJournal journal(EngineOptions options, String nodeId, InstantSource clock)
            throws IOException {
        return EmbeddedJournal.open(
                options.dataRoot().resolve("journal"),
                clock,
                new Reign(nodeId, Version.text(), HostReading.bootId()),
                Removals::is,
                EngineProcess::logBroke);
    }

    private static Engine engine(
            EngineOptions options,
            String nodeId,
            EmbeddedJournal journal,
            LocalNode node,
            BuildAddresses addresses,
            InstantSource clock,
            ClosingOrder closing) {
        var checkpoint =
                new Checkpoint(options.dataRoot().resolve("journal").resolve("world"), journal.codec(), journal.log());
        var keeper = new WorldKeeper(WorldLoad.world(journal.log(), checkpoint), WorldKeeper.teller());
        ClaimsRegistry claims = WorldLoad.claims(keeper.world());
        addresses.serve(keeper::world, claims);
        ActorSystem<SpawnProtocol.Command> system = system(journal, keeper, claims);
        closing.then(new CheckpointKeeper(keeper, checkpoint));
        closing.then(system);
        var settings =
                new Engine.Settings(nodeId, Version.build(), options.pools(), HostSubnets::free, epoch(keeper), clock);
        return Engine.start(
                system, keeper, claims, journal.log(), journal.admission(), node, settings, new SecureRandom());
    }

    private static NodeParts parts(
            EngineOptions options,
            String logId,
            Runtime runtime,
            StepAddresses addresses,
            InstantSource clock,
            ClosingOrder closing)
            throws IOException {
        NetworkHost network = NetworkHost.open(new NetworkHome(logId, options.execRoot(), RESOLV_CONF));
        closing.then(network);
        Path place = options.execRoot().resolve("build");
        Runtime stepRuntime = OciRuntime.open(place, new ObjectMapper(), clock);
        closing.then(stepRuntime);
        var steps = new RuntimeSteps(stepRuntime, new HostStepNetwork(network, addresses), place.resolve("files"));
        var keptLogs = new KeptLogs(options.dataRoot().resolve(PrivateFolders.KEPT_LOGS), options.keepLogs(), clock);
        keptLogs.look();
        return new NodeParts(
                runtime,
                network,
                new LocalImages(options.dataRoot(), clock, steps),
                new VolumeHost(options.dataRoot()),
                options.dataRoot().resolve("containers"),
                keptLogs,
                clock);
    }

    private static ActorSystem<SpawnProtocol.Command> system(
            EmbeddedJournal journal, WorldKeeper keeper, ClaimsRegistry claims) {
        journal.start(List.of(claims), List.of(keeper));
        Config config = ConfigFactory.parseResources("rutter-engine.conf")
                .withFallback(ConfigFactory.parseResources("rutter-journal.conf"))
                .withFallback(ConfigFactory.load());
        return ActorSystem.create(
                SpawnProtocol.create(),
                "rutter",
                ActorSystemSetup.create(BootstrapSetup.create(config), journal.setup(keeper)));
    }

    private static long epoch(WorldKeeper keeper) {
        return keeper.world()
                .live(EmbeddedJournal.LOG, io.rutter.engine.log.LogState.class)
                .orElseThrow(() -> new IllegalStateException("the log has no epoch"))
                .epoch();
    }

    private static void logBroke(String message, Throwable cause) {
        LOG.error("{}", message, cause);
        java.lang.Runtime.getRuntime().halt(BROKEN_LOG);
    }
}
