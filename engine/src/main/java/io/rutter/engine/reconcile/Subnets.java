package io.rutter.engine.reconcile;

import io.rutter.engine.id.Cidr;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import java.util.ArrayList;
import java.util.List;

/** The subnets from which a cluster's networks get theirs. */
public final class Subnets {
    /** 10.0.0.0/8 in 24s has 65,536; the first thousand are as good as all. */
    private static final int MOST = 1024;

    private Subnets() {}

    /** In order, the first free one being taken. */
    public static List<String> of(LiveSwarm swarm) {
        var subnets = new ArrayList<String>();
        for (String pool : swarm.addressPools()) {
            Cidr whole = Cidr.parse(pool);
            long step = new Cidr(0, swarm.subnetPrefixLength()).size();
            for (long base = whole.base(); base <= whole.last() && subnets.size() < MOST; base += step) {
                subnets.add(new Cidr(base, swarm.subnetPrefixLength()).toString());
            }
        }
        return subnets;
    }
}
