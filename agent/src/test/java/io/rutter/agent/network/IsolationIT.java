package io.rutter.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.PublishedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets that must arrive, and packets that must not. */
class IsolationIT {
    private TestHost host;
    private NetworkAssignment front;
    private NetworkAssignment back;
    private Placement web;
    private Placement other;

    @BeforeEach
    void open() throws Exception {
        host = new TestHost();
        front = host.network("front", 1, false);
        back = host.network("back", 2, false);
        web = host.container("web", List.of(new PublishedPort("tcp", 80, "0.0.0.0", 23180)), host.endpoint(front, 2));
        other = host.container("other", List.of(), host.endpoint(back, 2));
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    private String addressOf(Placement placement) {
        return placement.endpoints().getFirst().ipv4();
    }

    @Test
    void reachesNeighboursAndTheWorld() throws Exception {
        Placement neighbour = host.container("neighbour", List.of(), host.endpoint(front, 3));
        String outside = host.outerAddress.replaceFirst("\\.1$", ".2");
        try (var _ = Wire.serve(host.namespace(web), "web", 80);
                var _ = Wire.serve(host.outside, "world", 80)) {
            assertThat(Wire.ask(host.namespace(neighbour), addressOf(web), 80))
                    .isEqualTo("web " + addressOf(neighbour));
            assertThat(Wire.ask(Wire.HOST, addressOf(web), 80)).startsWith("web ");
            assertThat(Wire.ask(host.namespace(web), outside, 80)).isEqualTo("world " + host.outerAddress);
        }
    }

    @Test
    void keepsNetworksApartButForPublishedPorts() throws Exception {
        host.networks.publish(web);
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            assertThat(Wire.ask(host.namespace(other), addressOf(web), 80)).isEqualTo("silence");
            assertThat(Wire.ask(host.namespace(other), host.outerAddress, 23180))
                    .startsWith("web ");
        }
    }

    @Test
    void keepsStrangersFromContainersThatPublishNothing() throws Exception {
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            assertThat(Wire.ask(host.outside, addressOf(web), 80)).isEqualTo("silence");
        }
    }

    @Test
    void letsNothingOutOfAnInternalNetworkNorIn() throws Exception {
        NetworkAssignment inner = host.network("inner", 3, true);
        Placement db =
                host.container("db", List.of(new PublishedPort("tcp", 80, "0.0.0.0", 23181)), host.endpoint(inner, 2));
        Placement near = host.container("near", List.of(), host.endpoint(inner, 3));
        TestHost.run(host.namespace(near), "ip", "route", "add", "default", "via", gateway(inner));
        host.networks.publish(web);
        assertThat(host.networks.publish(db)).isEmpty();
        String outside = host.outerAddress.replaceFirst("\\.1$", ".2");
        try (var _ = Wire.serve(host.namespace(db), "db", 80);
                var _ = Wire.serve(host.namespace(web), "web", 80);
                var _ = Wire.serve(host.outside, "world", 80)) {
            assertThat(Wire.ask(host.namespace(near), addressOf(db), 80)).startsWith("db ");
            assertThat(Wire.ask(host.namespace(near), outside, 80)).isEqualTo("silence");
            assertThat(Wire.ask(host.namespace(near), addressOf(web), 80)).isEqualTo("silence");
            assertThat(Wire.ask(host.namespace(near), host.outerAddress, 23180)).isEqualTo("silence");
            assertThat(Wire.ask(host.namespace(other), addressOf(db), 80)).isEqualTo("silence");
            assertThat(Wire.ask(host.outside, addressOf(db), 80)).isEqualTo("silence");
            assertThat(Wire.ask(host.outside, host.outerAddress, 23181)).isEqualTo("refused");
        }
    }

    private static String gateway(NetworkAssignment network) {
        return network.spec().pools().getFirst().gateway();
    }

    @Test
    void keepsThoseOnASilentNetworkFromOneAnother() throws Exception {
        NetworkAssignment silent = host.assignment(
                "5".repeat(64), "silent", 4, false, Map.of("com.docker.network.bridge.enable_icc", "false"));
        host.networks.apply(silent);
        try {
            Placement one = host.container("one", List.of(), host.endpoint(silent, 2));
            Placement two = host.container("two", List.of(), host.endpoint(silent, 3));
            try (var _ = Wire.serve(host.namespace(one), "one", 80)) {
                assertThat(Wire.ask(host.namespace(two), addressOf(one), 80)).isEqualTo("silence");
                assertThat(Wire.ask(Wire.HOST, addressOf(one), 80)).startsWith("one ");
            }
        } finally {
            host.releaseAll();
            host.networks.forget(silent.id());
        }
    }

    @Test
    void keepsTheHostsLoopbackFromAContainerThatRoutesThere() throws Exception {
        Path namespace = host.namespace(other);
        TestHost.run(namespace, "ip", "link", "set", "lo", "down");
        TestHost.run(namespace, "ip", "route", "flush", "table", "local", "dev", "lo");
        TestHost.inside(namespace, () -> {
            Files.writeString(Path.of("/proc/sys/net/ipv4/conf/all/route_localnet"), "1");
            return "";
        });
        TestHost.run(namespace, "ip", "route", "add", "127.0.0.0/8", "via", gateway(back), "dev", "eth0");
        try (var _ = Wire.serve(Wire.HOST, "host", 23182)) {
            assertThat(Wire.ask(Wire.HOST, "127.0.0.1", 23182)).startsWith("host ");
            assertThat(Wire.ask(namespace, "127.0.0.1", 23182)).isEqualTo("silence");
        }
    }

    @Test
    void joinsAndLeavesWhileRunning() throws Exception {
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            var endpoint = host.endpoint(front, 9);
            host.networks.join(other, endpoint);
            assertThat(Wire.ask(host.namespace(other), addressOf(web), 80)).isEqualTo("web " + endpoint.ipv4());
            host.networks.leave(other.containerId(), endpoint);
            assertThat(Wire.ask(host.namespace(other), addressOf(web), 80)).isEqualTo("silence");
            host.networks.leave(other.containerId(), other.endpoints().getFirst());
            assertThat(Wire.ask(host.namespace(other), addressOf(web), 80)).isEqualTo("refused");
        }
    }

    @Test
    void leavesNoThreadInAContainersNamespace() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = new ArrayList<Future<Placement>>();
            for (int i = 10; i < 50; i++) {
                int number = i;
                made.add(threads.submit(() -> host.container("c" + number, List.of(), host.endpoint(front, number))));
            }
            for (Future<Placement> future : made) {
                assertThat(host.namespace(future.get())).exists();
            }
        }
        var namespaces = new TreeSet<String>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                namespaces.add(Files.readSymbolicLink(task.resolve("ns/net")).toString());
            }
        }
        assertThat(namespaces).hasSize(1);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        String bridge = "br-" + front.id().substring(0, 12);
        assertThat(Path.of("/sys/class/net", bridge)).exists();
        host.networks.release(web.containerId());
        assertThat(Path.of("/sys/class/net", bridge, "brif")).isEmptyDirectory();
        assertThat(host.namespace(web)).doesNotExist();
        host.networks.forget(front.id());
        assertThat(Path.of("/sys/class/net", bridge)).doesNotExist();
    }
}
