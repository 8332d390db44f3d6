package io.rutter.engine.claims;

import io.rutter.engine.entity.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet from which addresses are given.
 *
 * @param subnet CIDR
 * @param range CIDR within the subnet to give from; null for the whole subnet
 * @param reserved addresses that are never given: the gateway and the auxiliary ones
 */
public record AddressPool(String subnet, @Nullable String range, List<String> reserved) implements Wire {
    public AddressPool {
        reserved = List.copyOf(reserved);
    }
}
