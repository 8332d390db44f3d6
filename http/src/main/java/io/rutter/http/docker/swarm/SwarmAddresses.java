package io.rutter.http.docker.swarm;

import io.rutter.engine.id.Cidr;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.function.Predicate;

/**
 * The addresses of {@code swarm init}, read as Docker reads them: an IP address or the name of an interface, and where a port may
 * stand, a port.
 */
final class SwarmAddresses {
    private static final String IPV6 = "(?=.*:.*:)[0-9a-fA-F:.]{2,45}(%\\w+)?";

    private final Predicate<String> isInterface;

    /** @param isInterface whether the host has a network interface of that name */
    SwarmAddresses(Predicate<String> isInterface) {
        this.isInterface = isInterface;
    }

    /** Refuses, Invalid in Docker's words, what cannot be listened on, told to others or sent data to. */
    void check(Fields init) {
        String listen = init.text("ListenAddr");
        if (listen.isEmpty()) {
            throw Refused.invalid("invalid ListenAddr \"\": invalid empty address");
        }
        String listenHost = host(listen);
        if (!listenHost.isEmpty() && !known(listenHost)) {
            throw Refused.invalid(
                    "listen address must be an IP address or network interface (with optional port number)");
        }
        String advertised = init.text("AdvertiseAddr");
        if (!advertised.isEmpty() && !reachable(host(advertised))) {
            throw Refused.invalid("advertise address must be a non-zero IP address or network interface"
                    + " (with optional port number)");
        }
        String data = init.text("DataPathAddr");
        if (!data.isEmpty() && !reachable(data)) {
            throw Refused.invalid("data path address must be a non-zero IP address or network interface"
                    + " (without a port number)");
        }
    }

    /** Without the port: {@code a:1}, {@code [::1]:1}, {@code ::1} and {@code :1} have one or none. */
    private static String host(String address) {
        if (address.startsWith("[") && address.contains("]")) {
            return address.substring(1, address.indexOf(']'));
        }
        int colon = address.indexOf(':');
        return colon >= 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
    }

    private boolean reachable(String host) {
        return known(host) && !host.equals("0.0.0.0") && !host.equals("::");
    }

    private boolean known(String host) {
        return isIpv4(host) || host.matches(IPV6) || isInterface.test(host);
    }

    private static boolean isIpv4(String text) {
        try {
            Cidr.address(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
