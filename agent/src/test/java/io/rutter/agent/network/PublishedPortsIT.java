package io.rutter.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.IngressAssignment.Backend;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.PublishedPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets to published ports, from everywhere. */
class PublishedPortsIT {
    private TestHost host;
    private NetworkAssignment bridge;

    @BeforeEach
    void open() throws Exception {
        host = new TestHost();
        bridge = host.network("bridge", 0, false);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    private Placement web(int hostPort, Endpoint endpoint) throws Exception {
        Placement web = host.container(
                "web",
                List.of(
                        new PublishedPort("tcp", 80, "0.0.0.0", hostPort),
                        new PublishedPort("tcp", 80, "::", hostPort),
                        new PublishedPort("udp", 80, "0.0.0.0", hostPort),
                        new PublishedPort("udp", 80, "::", hostPort)),
                endpoint);
        assertThat(host.networks.publish(web)).isEmpty();
        return web;
    }

    @Test
    void answersOutsideHostLoopbackAnotherContainerAndItself() throws Exception {
        Placement web = web(23080, host.endpoint(bridge, 2));
        Placement other = host.container("other", List.of(), host.endpoint(bridge, 3));
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            assertThat(Wire.ask(host.outside, host.outerAddress, 23080)).startsWith("web 10.");
            assertThat(Wire.ask(Wire.HOST, host.outerAddress, 23080)).startsWith("web ");
            assertThat(Wire.ask(Wire.HOST, "127.0.0.1", 23080)).startsWith("web ");
            assertThat(Wire.ask(Wire.HOST, "::1", 23080)).startsWith("web ");
            assertThat(Wire.ask(host.outside, host.outerIpv6, 23080)).startsWith("web ");
            assertThat(Wire.ask(host.namespace(other), host.outerAddress, 23080))
                    .startsWith("web ");
            assertThat(Wire.ask(host.namespace(web), host.outerAddress, 23080)).startsWith("web ");
        }
    }

    @Test
    void keepsTheAddressOfAClientOutside() throws Exception {
        Placement web = web(23081, host.endpoint(bridge, 2));
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            String client = host.outerAddress.replaceFirst("\\.1$", ".2");
            assertThat(Wire.ask(host.outside, host.outerAddress, 23081)).isEqualTo("web " + client);
        }
    }

    @Test
    void carriesDatagrams() throws Exception {
        Placement web = web(23082, host.endpoint(bridge, 2));
        try (var _ = Wire.serveUdp(host.namespace(web), "web", 80)) {
            assertThat(Wire.askUdp(host.outside, host.outerAddress, 23082)).startsWith("web ");
            assertThat(Wire.askUdp(Wire.HOST, "127.0.0.1", 23082)).startsWith("web ");
            assertThat(Wire.askUdp(Wire.HOST, "::1", 23082)).startsWith("web ");
            assertThat(Wire.askUdp(host.outside, host.outerIpv6, 23082)).startsWith("web ");
        }
    }

    @Test
    void refusesWhenTheContainerDoesNotListenAndAfterTheEnd() throws Exception {
        Placement web = web(23083, host.endpoint(bridge, 2));
        assertThat(Wire.ask(Wire.HOST, "127.0.0.1", 23083)).isEqualTo("refused");
        host.networks.unpublish(web.containerId());
        try (var stranger = new ServerSocket()) {
            stranger.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 23083));
            assertThat(stranger.isBound()).isTrue();
        }
        host.networks.lookAgain();
        assertThat(Wire.ask(host.outside, host.outerAddress, 23083)).isEqualTo("refused");
    }

    @Test
    void thePortOfOneFamilyIsFreeInTheOther() throws Exception {
        Endpoint four = host.endpoint(bridge, 2);
        Endpoint six = host.endpoint(bridge, 3);
        assertThat(host.networks.publish(
                        host.container("four", List.of(new PublishedPort("tcp", 80, "0.0.0.0", 23090)), four)))
                .isEmpty();
        Placement other = host.container("six", List.of(new PublishedPort("tcp", 80, "::", 23090)), six);
        assertThat(host.networks.publish(other)).isEmpty();
        try (var _ = Wire.serve(host.namespace(other), "six", 80)) {
            assertThat(Wire.ask(Wire.HOST, "::1", 23090)).startsWith("six ");
            assertThat(Wire.ask(Wire.HOST, "127.0.0.1", 23090)).isEqualTo("refused");
        }
    }

    @Test
    void publishesOnOneAddressOnly() throws Exception {
        Placement web = host.container(
                "web", List.of(new PublishedPort("tcp", 80, "127.0.0.1", 23084)), host.endpoint(bridge, 2));
        assertThat(host.networks.publish(web)).isEmpty();
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            assertThat(Wire.ask(Wire.HOST, "127.0.0.1", 23084)).startsWith("web ");
            assertThat(Wire.ask(host.outside, host.outerAddress, 23084)).isEqualTo("refused");
        }
    }

    @Test
    void saysInDockersWordsThatAStrangerHasThePort() throws Exception {
        Endpoint endpoint = host.endpoint(bridge, 2);
        Placement web = host.container("web", List.of(new PublishedPort("tcp", 80, "0.0.0.0", 23085)), endpoint);
        try (var stranger = new ServerSocket()) {
            stranger.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 23085));
            assertThat(host.networks.publish(web).orElseThrow().message())
                    .isEqualTo(
                            "driver failed programming external connectivity on endpoint web ("
                                    + endpoint.endpointId()
                                    + "): Error starting userland proxy: listen tcp4 0.0.0.0:23085: bind: address already in use");
        }
        assertThat(host.networks.publish(web)).isEmpty();
    }

    @Test
    void keepsStrangersFromAPublishedPort() throws Exception {
        web(23086, host.endpoint(bridge, 2));
        try (var stranger = new ServerSocket()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> stranger.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 23086)))
                    .isInstanceOf(java.net.BindException.class);
        }
    }

    @Test
    void balancesAServicesPortOverItsTasks() throws Exception {
        Placement one = host.container("one", List.of(), host.endpoint(bridge, 2));
        Placement two = host.container("two", List.of(), host.endpoint(bridge, 3));
        var backends = List.of(
                new Backend(one.endpoints().getFirst().ipv4(), 80),
                new Backend(two.endpoints().getFirst().ipv4(), 80));
        assertThat(host.networks.applyIngress(List.of(new IngressAssignment("s", "tcp", 23087, backends))))
                .isEmpty();
        try (var _ = Wire.serve(host.namespace(one), "one", 80);
                var _ = Wire.serve(host.namespace(two), "two", 80)) {
            assertThat(names(Wire.HOST, "127.0.0.1", 23087)).containsExactly("one", "two");
            assertThat(names(Wire.HOST, "::1", 23087)).containsExactly("one", "two");
            assertThat(names(host.outside, host.outerAddress, 23087)).containsExactly("one", "two");
            host.networks.applyIngress(List.of(new IngressAssignment("s", "tcp", 23087, backends.subList(0, 1))));
            assertThat(names(Wire.HOST, host.outerAddress, 23087)).containsExactly("one");
            host.networks.applyIngress(List.of());
            assertThat(names(Wire.HOST, host.outerAddress, 23087)).containsExactly("refused");
        }
    }

    private static TreeSet<String> names(java.nio.file.Path from, String address, int port) throws Exception {
        var names = new TreeSet<String>();
        for (int i = 0; i < 4; i++) {
            names.add(Wire.ask(from, address, port).split(" ")[0]);
        }
        return names;
    }

    @Test
    void goesOnAcrossARestartOfTheEngine() throws Exception {
        Placement web = web(23088, host.endpoint(bridge, 2));
        Placement dead = host.container("dead", List.of(), host.endpoint(bridge, 3));
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            host.restart();
            assertThat(Wire.ask(host.outside, host.outerAddress, 23088)).startsWith("web ");
            host.networks.apply(bridge);
            assertThat(host.networks.adopt(List.of(web))).isEmpty();
            assertThat(Wire.ask(host.outside, host.outerAddress, 23088)).startsWith("web ");
            assertThat(host.namespace(dead)).doesNotExist();
        }
    }
}
