package io.rutter.agent.network;

import io.rutter.agent.linux.network.Link;
import io.rutter.agent.linux.network.LinkAddress;
import io.rutter.agent.linux.network.Namespaces;
import io.rutter.agent.linux.network.Netlink;
import io.rutter.agent.linux.network.Nft;
import io.rutter.agent.network.dns.NameServer;
import io.rutter.agent.network.dns.Questioner;
import io.rutter.agent.network.rules.NamespaceRules;
import io.rutter.engine.container.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The namespace of one container from the inside: its interfaces, its way out, its resolver and its table. */
final class Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");

    private final Path file;
    private final KnownNetworks networks;
    private volatile List<Endpoint> endpoints;
    private @Nullable DatagramChannel udp;
    private @Nullable ServerSocketChannel tcp;
    /** What the namespace's table says; null while it is not known. */
    private @Nullable NamespaceRules written;
    /** What is closed has no table any more. */
    private boolean closed;

    Sandbox(Path file, List<Endpoint> endpoints, KnownNetworks networks) {
        this.file = file;
        this.endpoints = List.copyOf(endpoints);
        this.networks = networks;
    }

    Path file() {
        return file;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    boolean isOn(String networkId) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.networkId().equals(networkId));
    }

    /** Makes an empty namespace. */
    void create() throws IOException {
        Namespaces.createNet(file);
        written = NamespaceRules.NONE;
    }

    /** Sets up, in one visit, all that is inside, for interfaces eth0, eth1… that are there already. */
    synchronized void furnish(NameServer dns, Questioner questioner) throws IOException {
        Namespaces.insideNet(file, () -> {
            try (Netlink net = Netlink.open()) {
                net.setUp("lo", true);
                for (int i = 0; i < endpoints.size(); i++) {
                    raise(net, "eth" + i, endpoints.get(i));
                }
                leadOut(net);
            }
            openResolver();
            write();
            return null;
        });
        serve(dns, questioner);
    }

    /** Takes what an earlier engine left in the namespace as it is, and opens the resolver again. */
    synchronized void adopt(NameServer dns, Questioner questioner) throws IOException {
        Namespaces.insideNet(file, () -> {
            openResolver();
            write();
            return null;
        });
        serve(dns, questioner);
    }

    /** The lowest number that no interface has yet. */
    synchronized String freeInterface() throws IOException {
        return Namespaces.insideNet(file, () -> {
            try (Netlink net = Netlink.open()) {
                var taken = net.links().stream().map(Link::name).collect(Collectors.toSet());
                int number = 0;
                while (taken.contains("eth" + number)) {
                    number++;
                }
                return "eth" + number;
            }
        });
    }

    /** Takes an endpoint in whose interface is there already. */
    synchronized void join(Endpoint endpoint, String interfaceName, NameServer dns, Questioner questioner)
            throws IOException {
        boolean resolved = KnownNetworks.resolves(endpoints);
        endpoints = Stream.concat(endpoints.stream(), Stream.of(endpoint)).toList();
        Namespaces.insideNet(file, () -> {
            try (Netlink net = Netlink.open()) {
                raise(net, interfaceName, endpoint);
                leadOut(net);
            }
            openResolver();
            write();
            return null;
        });
        if (!resolved) {
            serve(dns, questioner);
        }
    }

    /** Forgets an endpoint whose interface is gone already. */
    synchronized void leave(Endpoint endpoint) throws IOException {
        endpoints = endpoints.stream()
                .filter(other -> !other.networkId().equals(endpoint.networkId()))
                .toList();
        Namespaces.insideNet(file, () -> {
            try (Netlink net = Netlink.open()) {
                leadOut(net);
            }
            write();
            return null;
        });
    }

    /** Writes the table again if it would say something else than it does. */
    synchronized void refresh() throws IOException {
        if (!closed && !rules().equals(written)) {
            Namespaces.insideNet(file, () -> {
                write();
                return null;
            });
        }
    }

    private static void raise(Netlink net, String name, Endpoint endpoint) throws IOException {
        Path withoutIpv6 = IPV6.resolve(name).resolve("disable_ipv6");
        if (Files.exists(withoutIpv6)) {
            Files.writeString(withoutIpv6, "1");
        }
        net.addAddress(name, endpoint.ipv4(), endpoint.prefixLength());
        net.setUp(name, true);
    }

    private void leadOut(Netlink net) throws IOException {
        Optional<Endpoint> out = networks.wayOut(endpoints);
        if (out.isEmpty() || out.get().gateway().isEmpty()) {
            return;
        }
        int index = net.addresses().stream()
                .filter(address -> address.address().equals(out.get().ipv4()))
                .mapToInt(LinkAddress::linkIndex)
                .findFirst()
                .orElse(0);
        for (Link link : net.links()) {
            if (link.index() == index) {
                net.addRoute("0.0.0.0", 0, out.get().gateway(), link.name());
            }
        }
    }

    /** Listens on free ports: a container may want 53 of every address for itself. */
    private void openResolver() throws IOException {
        if (udp != null || !KnownNetworks.resolves(endpoints)) {
            return;
        }
        var place = new InetSocketAddress(InetAddress.ofLiteral(NamespaceRules.RESOLVER), 0);
        udp = DatagramChannel.open(StandardProtocolFamily.INET).bind(place);
        tcp = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(place);
    }

    private void serve(NameServer dns, Questioner questioner) throws IOException {
        if (udp != null && tcp != null) {
            dns.serve(udp, tcp, questioner);
        }
    }

    private void write() throws IOException {
        NamespaceRules rules = rules();
        if (rules.equals(written)) {
            return;
        }
        boolean fresh = written != null && written.isEmpty();
        Nft.apply(fresh ? rules.first() : rules.replacing());
        written = rules;
    }

    private NamespaceRules rules() throws IOException {
        int udpPort = udp == null ? 0 : ((InetSocketAddress) udp.getLocalAddress()).getPort();
        int tcpPort = tcp == null ? 0 : ((InetSocketAddress) tcp.getLocalAddress()).getPort();
        return new NamespaceRules(udpPort, tcpPort, networks.virtualsFor(endpoints));
    }

    /** Closes what keeps the namespace alive from here, and takes its name away. */
    synchronized void close(NameServer dns) throws IOException {
        closed = true;
        try {
            if (udp != null) {
                udp.close();
            }
            if (tcp != null) {
                tcp.close();
            }
            dns.forgetClosed();
        } catch (IOException e) {
            LOG.warn("The resolver of {} was not closed", file, e);
        }
        Namespaces.delete(file);
    }
}
