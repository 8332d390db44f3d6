package io.rutter.engine.network;

/** What may be asked of a network. */
public sealed interface NetworkCommand {
    /**
     * Brings a network into being.
     *
     * @param defaultPools subnets to choose from when none is asked for
     */
    record CreateNetwork(String id, NetworkSpec spec, java.util.List<String> defaultPools) implements NetworkCommand {
        public CreateNetwork {
            defaultPools = java.util.List.copyOf(defaultPools);
        }
    }

    /** Refuses: NotFound, Forbidden while endpoints are on it and for a pre-defined one. */
    record RemoveNetwork() implements NetworkCommand {}
}
