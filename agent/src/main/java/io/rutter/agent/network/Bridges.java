package io.rutter.agent.network;

import io.rutter.agent.linux.network.Netlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridges of this engine. A bridge that was there before is used and never removed: which ones are its own is kept in a
 * folder that, as the bridges themselves, does not outlive a boot.
 */
final class Bridges {
    private static final Logger LOG = LoggerFactory.getLogger(Bridges.class);
    private static final int FORWARDING_WAIT_MILLIS = 500;
    private static final String FORWARDING = "3";
    private static final Path SYSCTL = Path.of("/proc/sys/net");

    private final Netlink host;
    private final Firewall firewall;
    private final Path ownFolder;
    private final Map<String, BridgePlan> ensured = new ConcurrentHashMap<>();

    /** @param ownFolder where a file stands for each bridge that this engine made */
    Bridges(Netlink host, Firewall firewall, Path ownFolder) throws IOException {
        this.host = host;
        this.firewall = firewall;
        this.ownFolder = ownFolder;
        Files.createDirectories(ownFolder);
    }

    /** Lets the host forward packets. */
    static void forward() throws IOException {
        Files.writeString(SYSCTL.resolve("ipv4/ip_forward"), "1");
    }

    /**
     * Makes a bridge as planned.
     *
     * @return false when it was so already
     */
    synchronized boolean ensure(BridgePlan plan) throws IOException {
        boolean there = host.link(plan.name()).isPresent();
        if (there && plan.equals(ensured.get(plan.networkId()))) {
            return false;
        }
        if (there && !Files.isDirectory(Path.of("/sys/class/net", plan.name(), "bridge"))) {
            throw new IOException("the device " + plan.name() + " is there already and is no bridge: it is left alone");
        }
        if (!there) {
            Files.writeString(ownFolder.resolve(plan.name()), plan.networkId());
            host.addBridge(plan.name(), DeviceNames.bridgeMac(plan.networkId()), plan.mtuBytes());
        }
        settings(plan.name());
        for (BridgePlan.Gateway gateway : plan.gateways()) {
            host.addAddress(plan.name(), gateway.address(), gateway.prefixLength());
        }
        host.setUp(plan.name(), true);
        firewall.change(picture -> picture.with(plan.rules()));
        ensured.put(plan.networkId(), plan);
        return true;
    }

    /** Ports published on 127.0.0.1 find their way back only with route_localnet; the firewall closes what it opens. */
    private static void settings(String name) throws IOException {
        Files.writeString(SYSCTL.resolve("ipv4/conf").resolve(name).resolve("route_localnet"), "1");
        Path six = SYSCTL.resolve("ipv6/conf").resolve(name).resolve("disable_ipv6");
        if (Files.exists(six)) {
            Files.writeString(six, "1");
        }
    }

    /** Takes a network's bridge away, with its rules. Does nothing when there is none. */
    synchronized void remove(String networkId) throws IOException {
        BridgePlan plan = ensured.remove(networkId);
        if (plan == null) {
            return;
        }
        firewall.change(picture -> picture.withoutBridge(plan.name()));
        removeOwn(plan.name());
    }

    private void removeOwn(String name) throws IOException {
        if (Files.exists(ownFolder.resolve(name))) {
            host.deleteLink(name);
            Files.deleteIfExists(ownFolder.resolve(name));
        }
    }

    /** Takes away bridges of this engine that no network wants any more: what an engine that died had not yet removed. */
    synchronized void removeUnwanted() throws IOException {
        var wanted = ensured.values().stream().map(BridgePlan::name).toList();
        try (Stream<Path> files = Files.list(ownFolder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!wanted.contains(name)) {
                    LOG.info("Bridge {} belongs to a network that is gone: removed", name);
                    removeOwn(name);
                }
            }
        }
    }

    /**
     * Waits until packets pass to a port. The kernel gets round to it a moment after both ends are up, and an answer to a
     * question for an address that is lost before then is asked for again only after a second. Only once the device itself is
     * seen as up does the bridge's own word count: before, it takes an unknown device for a good one.
     */
    static void awaitForwarding(String port) throws IOException {
        Path device = Path.of("/sys/class/net", port);
        for (long waited = 0; waited < FORWARDING_WAIT_MILLIS; waited++) {
            if (!Files.exists(device) || isAt(device, "operstate", "up") && isAt(device, "brport/state", FORWARDING)) {
                return;
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted while " + port + " comes up");
            }
        }
        LOG.warn("The bridge does not forward for {} yet", port);
    }

    private static boolean isAt(Path device, String setting, String value) throws IOException {
        return Files.readString(device.resolve(setting)).strip().equals(value);
    }

    Optional<BridgePlan> of(String networkId) {
        return Optional.ofNullable(ensured.get(networkId));
    }
}
