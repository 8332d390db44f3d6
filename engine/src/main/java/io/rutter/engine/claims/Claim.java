package io.rutter.engine.claims;

import io.rutter.engine.entity.Wire;
import io.rutter.engine.id.Kind;

/**
 * Something that an entity holds, as part of its own state.
 *
 * <p>Exclusive claims have one owner at a time. A {@link Use} has many, and keeps what is used from being removed.
 */
public sealed interface Claim extends Wire {
    /** A name within a kind. Exclusive. */
    record Name(Kind kind, String name) implements Claim {}

    /** An address on a network, textual, without prefix length. Exclusive. */
    record Address(String networkId, String address) implements Claim {}

    /** A hardware address on a network. Exclusive. */
    record Mac(String networkId, String mac) implements Claim {}

    /**
     * A published port of a node. Exclusive; {@code 0.0.0.0} stands in the way of every IPv4 address, {@code ::} of every IPv6
     * address, and an empty one, which only a hold has, of both.
     *
     * @param protocol tcp, udp or sctp
     */
    record HostPort(String nodeId, String protocol, String hostAddress, int port) implements Claim {}

    /** A subnet in CIDR notation. Exclusive, and no two may overlap. */
    record Subnet(String cidr) implements Claim {}

    /** A service's published port in the ingress mesh. Exclusive in the cluster. */
    record IngressPort(String protocol, int port) implements Claim {}

    /** A replica's number in its service, or a node's in a global one. Exclusive. */
    record Slot(String serviceId, String slot) implements Claim {}

    /** A VXLAN network identifier. Exclusive. */
    record Vni(int vni) implements Claim {}

    /**
     * A use of another entity.
     *
     * @param what kind of the entity that is used
     * @param id its id
     * @param by how the user is shown in a refusal, such as a container's name or id
     */
    record Use(Kind what, String id, String by) implements Claim {}

    /** Node resources that are spoken for. Not exclusive; summed. */
    record Resources(String nodeId, long memoryBytes, long cpuNanos) implements Claim {}
}
