package io.rutter.deploy;

import io.rutter.engine.id.Cidr;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Which subnets the host's interfaces have: another engine's bridges among them. */
final class HostSubnets {
    private HostSubnets() {}

    /** Those of the pools that overlap none of the host's. */
    static List<String> free(List<String> pools) {
        List<Cidr> taken = taken();
        return pools.stream()
                .filter(pool -> taken.stream().noneMatch(Cidr.parse(pool)::overlaps))
                .toList();
    }

    private static List<Cidr> taken() {
        var taken = new ArrayList<Cidr>();
        try {
            NetworkInterface.networkInterfaces().forEach(each -> {
                for (InterfaceAddress address : each.getInterfaceAddresses()) {
                    if (address.getAddress() instanceof Inet4Address ipv4) {
                        taken.add(new Cidr(Cidr.address(ipv4.getHostAddress()), address.getNetworkPrefixLength()));
                    }
                }
            });
        } catch (SocketException e) {
            throw new IllegalStateException("the host's interfaces cannot be listed", e);
        }
        return taken;
    }
}
