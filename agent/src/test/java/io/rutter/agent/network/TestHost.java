package io.rutter.agent.network;

import io.rutter.agent.linux.network.Namespaces;
import io.rutter.agent.linux.network.Netlink;
import io.rutter.agent.linux.network.VethPair;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.Programs;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An engine's networks on the real host, on subnets of their own, with a neighbour outside; cleaned up at the end. */
final class TestHost implements AutoCloseable {
    private static final int SETTLE_MILLIS = 40;
    private static final Random RANDOM = new Random();

    final Path folder;
    final NetworkHome home;
    NetworkHost networks;
    final Path outside;
    /** The host's addresses on the cable to the neighbour. */
    final String outerAddress;

    final String outerIpv6;

    private final int octet = 128 + RANDOM.nextInt(100);
    private final String cable = "t" + hex(4);
    private final List<String> networkIds = new ArrayList<>();
    private final List<String> containerIds = new CopyOnWriteArrayList<>();

    TestHost() throws IOException {
        folder = Files.createTempDirectory("rutter-network-it");
        home = new NetworkHome(hex(16), folder, folder.resolve("resolv.conf"));
        Files.writeString(home.hostResolvConf(), "nameserver 127.0.0.77\n");
        networks = NetworkHost.open(home);
        networks.adopt(List.of());
        outside = folder.resolve("outside");
        outerAddress = "10." + octet + ".255.1";
        outerIpv6 = "fd00:" + octet + "::1";
        Namespaces.createNet(outside);
        try (Netlink host = Netlink.open()) {
            host.addVeth(new VethPair(cable, "", "out0", outside, "", 0));
            host.addAddress(cable, outerAddress, 24);
            host.setUp(cable, true);
        }
        Namespaces.insideNet(outside, () -> {
            try (Netlink net = Netlink.open()) {
                net.setUp("lo", true);
                net.addAddress("out0", "10." + octet + ".255.2", 24);
                net.setUp("out0", true);
                net.addRoute("0.0.0.0", 0, outerAddress, "out0");
            }
            return null;
        });
        awaitUp(cable);
        run(Wire.HOST, "ip", "-6", "address", "add", outerIpv6 + "/64", "dev", cable, "nodad");
        run(outside, "ip", "-6", "address", "add", "fd00:" + octet + "::2/64", "dev", "out0", "nodad");
    }

    private static void awaitUp(String device) throws IOException {
        Path state = Path.of("/sys/class/net", device, "operstate");
        for (int i = 0; i < 100 && !Files.readString(state).strip().equals("up"); i++) {
            settle();
        }
    }

    /** The kernel activates the ends of a cable a moment later: a process takes longer to start, a test does not. */
    private static void settle() {
        try {
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The engine dies and another one starts on the same host. */
    void restart() throws IOException {
        networks.close();
        networks = NetworkHost.open(home);
    }

    NetworkAssignment network(String name, int number, boolean internal) throws IOException {
        NetworkAssignment network = assignment(hex(32), name, number, internal, Map.of());
        networks.apply(network);
        networkIds.add(network.id());
        return network;
    }

    NetworkAssignment assignment(String id, String name, int number, boolean internal, Map<String, String> options) {
        String prefix = "10." + octet + "." + number + ".";
        var pool = new NetworkSpec.Pool(prefix + "0/24", "", prefix + "1", Map.of());
        return new NetworkAssignment(
                id,
                new NetworkSpec(
                        name,
                        "bridge",
                        "local",
                        internal,
                        false,
                        false,
                        false,
                        Map.of(),
                        options,
                        "",
                        Map.of(),
                        List.of(pool)),
                List.of(),
                List.of());
    }

    Endpoint endpoint(NetworkAssignment network, int host) {
        NetworkSpec.Pool pool = network.spec().pools().getFirst();
        String prefix = pool.gateway().substring(0, pool.gateway().lastIndexOf('.') + 1);
        return new Endpoint(
                network.id(),
                network.spec().name(),
                hex(32),
                prefix + host,
                24,
                network.spec().internal() ? "" : pool.gateway(),
                "02:42:0a:%02x:00:%02x".formatted(octet, host),
                List.of());
    }

    Placement container(String name, List<PublishedPort> ports, Endpoint... endpoints) throws IOException {
        var placement = placement(name, ports, endpoints);
        networks.prepare(placement);
        settle();
        return placement;
    }

    Placement placement(String name, List<PublishedPort> ports, Endpoint... endpoints) {
        var setup = new NetworkSetup("bridge", Map.of(), false, List.of(), List.of(), List.of(), List.of(), List.of());
        var placement = new Placement(hex(32), name, setup, List.of(endpoints), ports, List.of());
        containerIds.add(placement.containerId());
        return placement;
    }

    Path namespace(Placement placement) {
        return home.namespaces().resolve(placement.containerId());
    }

    /** Runs a host program inside a namespace. */
    static void run(Path namespace, String... command) throws IOException {
        Namespaces.insideNet(namespace, () -> {
            var result = Programs.run(
                    Program.of(command[0], Stream.of(command).skip(1).toArray(String[]::new)));
            if (!result.succeeded()) {
                throw new IOException(String.join(" ", command) + ": " + result.stderrText());
            }
            return null;
        });
    }

    static <T> T inside(Path namespace, Callable<T> task) throws IOException {
        return Namespaces.insideNet(namespace, task);
    }

    void releaseAll() throws IOException {
        for (String id : containerIds) {
            networks.release(id);
        }
        containerIds.clear();
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public void close() throws Exception {
        releaseAll();
        for (String id : networkIds) {
            networks.forget(id);
        }
        networks.removeRules();
        networks.close();
        Namespaces.delete(outside);
        try (Netlink host = Netlink.open()) {
            host.deleteLink(cable);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
