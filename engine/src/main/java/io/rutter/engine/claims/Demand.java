package io.rutter.engine.claims;

import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a decision needs before it can accept. Asked of the claims registry, granted or refused at once. */
public sealed interface Demand {
    /**
     * A name that nobody of the kind has.
     *
     * @param candidates tried in order; with one candidate a taken name is a refusal
     * @param taken refusal message, {@code %s} is the id of who has it
     */
    record FreeName(Kind kind, List<String> candidates, String taken) implements Demand {
        public FreeName {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * An address on a network.
     *
     * @param pools the network's subnets with their ranges and what is reserved in them
     * @param wanted the address asked for; null for any
     */
    record FreeAddress(
            String networkId,
            List<AddressPool> pools,
            @Nullable String wanted) implements Demand {
        public FreeAddress {
            pools = List.copyOf(pools);
        }
    }

    /**
     * A host port on a node.
     *
     * @param hostAddress empty for every address of both families
     * @param low first port that would do
     * @param high last port that would do; with low = high = 0 any free one of the ephemeral range
     */
    record FreePort(String nodeId, String protocol, String hostAddress, int low, int high) implements Demand {}

    /** A port of the ingress mesh; 0 for any free one of 30000–32767. */
    record FreeIngressPort(String protocol, int port) implements Demand {}

    /**
     * A subnet that overlaps none in use.
     *
     * @param wanted the subnet asked for; null for the first free one of the default pools
     */
    record FreeSubnet(@Nullable String wanted, List<String> pools) implements Demand {
        public FreeSubnet {
            pools = List.copyOf(pools);
        }
    }

    /** A replica number, or a node of a global service, that no living task has. */
    record FreeSlot(String serviceId, String slot) implements Demand {}

    /**
     * That nobody uses an entity.
     *
     * @param refusal by who uses it, joined by comma
     */
    record NobodyUses(Kind what, String id, Function<String, Problem> refusal) implements Demand {}

    /** Several at once: all or none. */
    record All(List<Demand> demands) implements Demand {
        public All {
            demands = List.copyOf(demands);
        }
    }
}
