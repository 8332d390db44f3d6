package io.rutter.engine.assignment;

import io.rutter.engine.network.NetworkSpec;
import java.util.List;

/**
 * A network as a node must know it: how it is made, who is on it, and what its virtual addresses stand for.
 *
 * @param members of all nodes
 */
public record NetworkAssignment(String id, NetworkSpec spec, List<Member> members, List<VirtualAddress> virtuals) {
    public NetworkAssignment {
        members = List.copyOf(members);
        virtuals = List.copyOf(virtuals);
    }

    /**
     * A container on the network.
     *
     * @param names all names that resolve to it here: its name, its short id, its aliases
     */
    public record Member(String containerId, String nodeId, String ipv4, String mac, List<String> names) {
        public Member {
            names = List.copyOf(names);
        }
    }

    /**
     * A service's address on the network, balanced over its running tasks.
     *
     * @param names that resolve to the address; for dnsrr services address is empty and names resolve to the backends
     * @param backends addresses of running tasks
     */
    public record VirtualAddress(String serviceId, String address, List<String> names, List<String> backends) {
        public VirtualAddress {
            names = List.copyOf(names);
            backends = List.copyOf(backends);
        }
    }
}
