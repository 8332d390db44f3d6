package io.rutter.deploy;

import static org.apache.pekko.http.javadsl.server.Directives.concat;

import io.rutter.agent.linux.process.Peers;
import io.rutter.engine.cluster.Engine;
import io.rutter.http.docker.DockerApi;
import io.rutter.http.docker.build.BuildRoutes;
import io.rutter.http.docker.config.ConfigRoutes;
import io.rutter.http.docker.container.ContainerRoutes;
import io.rutter.http.docker.image.ImageRoutes;
import io.rutter.http.docker.live.LiveSignals;
import io.rutter.http.docker.network.NetworkRoutes;
import io.rutter.http.docker.node.NodeRoutes;
import io.rutter.http.docker.secret.SecretRoutes;
import io.rutter.http.docker.service.ServiceRoutes;
import io.rutter.http.docker.swarm.SwarmRoutes;
import io.rutter.http.docker.system.SystemRoutes;
import io.rutter.http.docker.task.TaskRoutes;
import io.rutter.http.docker.volume.VolumeRoutes;
import io.rutter.http.request.Moment;
import io.rutter.http.request.Retries;
import io.rutter.http.rutter.RutterRoutes;
import io.rutter.http.server.ApiServer;
import io.rutter.http.server.Listener;
import io.rutter.http.server.RunningServer;
import io.rutter.http.server.connection.Limits;
import io.rutter.http.server.peer.PeerCredentials;
import io.rutter.http.server.peer.PeerProcess;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.server.Route;

/** Serves the API of an engine on all its sockets. */
final class Api {
    private Api() {}

    static List<RunningServer> serve(EngineOptions options, Engine engine) {
        Route route = new DockerApi(Version.text(), List.of(() -> Moment.guard(Retries.guard(engine, groups(engine)))))
                .create();
        var servers = new ArrayList<RunningServer>();
        for (Listener listener : options.listeners()) {
            servers.add(ApiServer.start(engine.system(), listener, route, credentials(), Limits.DEFAULT)
                    .toCompletableFuture()
                    .join());
        }
        return servers;
    }

    /** Every group of routes; the past cannot be changed through any of them. */
    private static Route groups(Engine engine) {
        var signals = new LiveSignals();
        return concat(
                new SystemRoutes(engine, signals).create(),
                new ContainerRoutes(engine, signals).create(),
                new ImageRoutes(engine, signals).create(),
                new BuildRoutes(engine, signals).create(),
                new NetworkRoutes(engine, signals).create(),
                new VolumeRoutes(engine, signals).create(),
                new SwarmRoutes(engine).create(),
                new NodeRoutes(engine).create(),
                new ServiceRoutes(engine).create(),
                new TaskRoutes(engine).create(),
                new SecretRoutes(engine).create(),
                new ConfigRoutes(engine).create(),
                new RutterRoutes(engine).create());
    }

    /** The JDK knows user and group of a peer; its process only the kernel tells. */
    private static PeerCredentials credentials() {
        return PeerCredentials.asking(channel ->
                Peers.of(channel).map(peer -> new PeerProcess(peer.pid(), peer.uid(), peer.gid(), peer.name())));
    }
}
