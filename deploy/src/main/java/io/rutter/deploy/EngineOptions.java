package io.rutter.deploy;

import io.rutter.engine.cluster.orders.SubnetPools;
import io.rutter.http.server.Listener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How an engine shall run.
 *
 * @param keepLogs how long the log of a removed container is kept
 * @param pools subnets for networks, in the order in which they are given out
 */
record EngineOptions(Path dataRoot, Path execRoot, List<Listener> listeners, List<String> pools, Duration keepLogs) {
    /** Reads {@code base=172.30.0.0/16,size=24}; none gives Docker's. */
    static List<String> pools(List<String> texts) {
        if (texts.isEmpty()) {
            return SubnetPools.docker();
        }
        var pools = new ArrayList<String>();
        for (String text : texts) {
            String base = "";
            int size = 0;
            for (String part : text.split(",", -1)) {
                if (part.startsWith("base=")) {
                    base = part.substring("base=".length());
                } else if (part.startsWith("size=")) {
                    size = Integer.parseInt(part.substring("size=".length()));
                } else {
                    throw new IllegalArgumentException(
                            "--default-address-pool " + text + ": base=CIDR,size=BITS is expected");
                }
            }
            pools.addAll(SubnetPools.split(base, size));
        }
        return pools;
    }
}
