package io.rutter.agent.network;

import io.rutter.engine.container.PublishedPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds which port of the host. A port is held by a bound socket that nobody can share, so a host program that has it is
 * found out when the container starts, and none can take it afterwards.
 */
final class PortLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortLedger.class);
    private static final String NO_SUCH_ADDRESS = "cannot assign requested address";

    private final Map<String, List<Closeable>> held = new ConcurrentHashMap<>();

    /**
     * Takes ports for an owner: all of them, or none.
     *
     * @param target address of the container; ports of IPv6 addresses are carried there
     * @return why not, in Docker's words; empty when all are held
     */
    Optional<String> hold(String owner, List<PublishedPort> ports, String target) {
        var taken = new ArrayList<Closeable>();
        for (PublishedPort port : ports) {
            try {
                take(port, target).ifPresent(taken::add);
            } catch (IOException e) {
                taken.forEach(PortLedger::close);
                return Optional.of(refusal(port, e));
            }
        }
        List<Closeable> before = held.put(owner, taken);
        if (before != null) {
            before.forEach(PortLedger::close);
        }
        return Optional.empty();
    }

    /** Lets go of all that an owner holds. */
    void release(String owner) {
        List<Closeable> taken = held.remove(owner);
        if (taken != null) {
            taken.forEach(PortLedger::close);
        }
    }

    private static Optional<Closeable> take(PublishedPort port, String target) throws IOException {
        String address = port.hostIp();
        if (!isIpv6(address)) {
            return Optional.of(
                    HeldPort.bind(port.protocol(), address.isEmpty() ? "0.0.0.0" : address, port.hostPort()));
        }
        var place = new InetSocketAddress(InetAddress.ofLiteral(address), port.hostPort());
        var there = new InetSocketAddress(InetAddress.ofLiteral(target), port.containerPort());
        try {
            return switch (port.protocol()) {
                case "tcp" -> Optional.of(TcpRelay.open(place, there));
                case "udp" -> Optional.of(UdpRelay.open(place, there));
                default -> Optional.empty();
            };
        } catch (UnsupportedOperationException e) { // Java's word for a kernel without the family
            if (address.equals("::")) {
                return Optional.empty();
            }
            throw new BindException(NO_SUCH_ADDRESS);
        } catch (IOException e) {
            if (address.equals("::") && reason(e).equals(NO_SUCH_ADDRESS)) {
                return Optional.empty(); // a host without IPv6 publishes nothing there
            }
            throw e;
        }
    }

    static boolean isIpv6(String address) {
        return address.contains(":");
    }

    /** Source: dockerd 20.10. */
    private static String refusal(PublishedPort port, IOException cause) {
        boolean six = isIpv6(port.hostIp());
        String address = six ? "[" + port.hostIp() + "]" : port.hostIp().isEmpty() ? "0.0.0.0" : port.hostIp();
        return "Error starting userland proxy: listen " + port.protocol() + (six ? "6 " : "4 ") + address + ":"
                + port.hostPort() + ": bind: " + reason(cause);
    }

    private static String reason(IOException cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return words.startsWith("cannot assign requested address") ? NO_SUCH_ADDRESS : words;
    }

    private static void close(Closeable port) {
        try {
            port.close();
        } catch (IOException e) {
            LOG.warn("A published port could not be let go", e);
        }
    }

    @Override
    public void close() {
        List.copyOf(held.keySet()).forEach(this::release);
    }
}
