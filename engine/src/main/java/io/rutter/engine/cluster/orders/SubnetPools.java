package io.rutter.engine.cluster.orders;

import io.rutter.engine.id.Cidr;
import java.util.ArrayList;
import java.util.List;

/** The subnets from which networks get one when none is asked for. */
public final class SubnetPools {
    private SubnetPools() {}

    /** Docker's: 172.17 to 172.31 in 16s, then 192.168.0.0/16 in 20s. */
    public static List<String> docker() {
        var pools = new ArrayList<String>();
        for (int second = 17; second <= 31; second++) {
            pools.add("172." + second + ".0.0/16");
        }
        pools.addAll(split("192.168.0.0/16", 20));
        return pools;
    }

    /** A base cut into subnets of a size. */
    public static List<String> split(String base, int prefixLength) {
        Cidr whole = Cidr.parse(base);
        if (prefixLength < whole.prefixLength()) {
            throw new IllegalArgumentException("address pool " + base + " is smaller than a /" + prefixLength);
        }
        var pools = new ArrayList<String>();
        long step = new Cidr(0, prefixLength).size();
        for (long address = whole.base(); address <= whole.last(); address += step) {
            pools.add(new Cidr(address, prefixLength).toString());
        }
        return pools;
    }
}
