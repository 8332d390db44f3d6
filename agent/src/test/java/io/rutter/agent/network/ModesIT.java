package io.rutter.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.linux.network.Link;
import io.rutter.agent.linux.network.Netlink;
import io.rutter.agent.network.NetworkNamespace.HostsNamespace;
import io.rutter.agent.network.NetworkNamespace.SharedNamespace;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.spec.NetworkSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which network a container is, by its mode, and what its files in /etc say. */
class ModesIT {
    private TestHost host;

    @BeforeEach
    void open() throws Exception {
        host = new TestHost();
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    private Placement moded(String mode, List<String> extraHosts, List<String> links, Endpoint... endpoints) {
        var setup = new NetworkSetup(mode, Map.of(), false, List.of(), List.of(), List.of(), extraHosts, links);
        Placement plain = host.placement("c", List.of(), endpoints);
        return new Placement(plain.containerId(), "c", setup, List.of(endpoints), List.of(), List.of());
    }

    @Test
    void givesAContainerWithoutANetworkLoopbackAlone() throws Exception {
        Placement none = moded("none", List.of(), List.of(), new Endpoint("n", "none", "e", "", 0, "", "", List.of()));
        host.networks.prepare(none);
        try (Netlink net = Netlink.openIn(host.namespace(none))) {
            assertThat(net.links()).extracting(Link::name).contains("lo").doesNotContain("eth0");
            assertThat(net.link("lo").orElseThrow().up()).isTrue();
        }
    }

    @Test
    void sharesTheHostsAndOtherContainersNetworks() throws Exception {
        NetworkAssignment bridge = host.network("bridge", 0, false);
        Placement web = host.container("web", List.of(), host.endpoint(bridge, 2));
        Placement onHost = moded("host", List.of(), List.of());
        assertThat(host.networks.prepare(onHost)).isEqualTo(new HostsNamespace());
        assertThat(host.networks.prepare(moded("container:" + web.containerId(), List.of(), List.of())))
                .isEqualTo(new SharedNamespace(web.containerId(), host.namespace(web)));
        assertThat(host.networks.prepare(moded("container:" + onHost.containerId(), List.of(), List.of())))
                .isEqualTo(new HostsNamespace());
        assertThatThrownBy(() -> host.networks.prepare(moded("container:gone", List.of(), List.of())))
                .hasMessage("cannot join network of a non running container: gone");
    }

    @Test
    void tellsAContainerOnTheDefaultBridgeOfItsLinksAndTheHost() throws Exception {
        NetworkAssignment bridge = host.network("bridge", 0, false);
        Placement db = host.container("db", List.of(), host.endpoint(bridge, 2));
        String address = db.endpoints().getFirst().ipv4();
        Endpoint own = host.endpoint(bridge, 3);
        Placement unlinked = moded("bridge", List.of("up:host-gateway"), List.of(), own);
        var link = new ContainerAssignment.LinkedContainer("store", db.containerId(), "db", address, List.of());
        Placement linked = new Placement(
                unlinked.containerId(), "c", unlinked.setup(), unlinked.endpoints(), List.of(), List.of(link));
        EtcTexts texts = host.networks.etc(linked, "me", "");
        assertThat(texts.hosts())
                .endsWith(own.gateway() + "\tup\n" + address + "\tstore "
                        + db.containerId().substring(0, 12) + " db\n" + own.ipv4() + "\tme\n");
        assertThat(texts.hostname()).isEqualTo("me\n");
        assertThat(texts.resolvConf()).isEqualTo("nameserver 8.8.8.8\nnameserver 8.8.4.4\n");
    }

    @Test
    void sendsAContainerOnAUsersNetworkToItsOwnResolver() throws Exception {
        NetworkAssignment user = host.network("user", 1, false);
        EtcTexts texts = host.networks.etc(moded("user", List.of(), List.of(), host.endpoint(user, 2)), "me", "");
        assertThat(texts.resolvConf()).isEqualTo("nameserver 127.0.0.11\noptions ndots:0\n");
    }
}
