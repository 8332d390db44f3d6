package io.rutter.engine.claims;

import io.rutter.engine.id.Cidr;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Claims and holds alike, indexed for the questions that demands ask. Not thread-safe: the registry's lock guards it. */
final class Ledger {
    private final Map<Claim, EntityKey> exclusive = new HashMap<>();
    private final Map<String, BitSet> addresses = new HashMap<>();
    private final Map<PortKey, Map<String, EntityKey>> ports = new HashMap<>();
    private final Map<EntityKey, TreeMap<String, EntityKey>> uses = new HashMap<>();
    private final List<Cidr> subnets = new ArrayList<>();

    private record PortKey(String nodeId, String protocol, int port) {}

    void put(Claim claim, EntityKey who) {
        switch (claim) {
            case Claim.Use use ->
                uses.computeIfAbsent(new EntityKey(use.what(), use.id()), _ -> new TreeMap<>())
                        .put(use.by(), who);
            case Claim.HostPort port ->
                ports.computeIfAbsent(key(port), _ -> new HashMap<>()).put(port.hostAddress(), who);
            case Claim.Address address -> {
                exclusive.put(address, who);
                addresses
                        .computeIfAbsent(address.networkId(), _ -> new BitSet())
                        .set(index(address.address()));
            }
            case Claim.Subnet subnet -> {
                if (exclusive.put(subnet, who) == null) {
                    subnets.add(Cidr.parse(subnet.cidr()));
                }
            }
            case Claim.Resources _ -> {}
            case Claim.Name _, Claim.Mac _, Claim.IngressPort _, Claim.Slot _, Claim.Vni _ -> exclusive.put(claim, who);
        }
    }

    void drop(Claim claim, EntityKey who) {
        switch (claim) {
            case Claim.Use use -> {
                TreeMap<String, EntityKey> users = uses.get(new EntityKey(use.what(), use.id()));
                if (users != null && who.equals(users.get(use.by()))) {
                    users.remove(use.by());
                    forgetEmpty(uses, new EntityKey(use.what(), use.id()), users.isEmpty());
                }
            }
            case Claim.HostPort port -> {
                Map<String, EntityKey> taken = ports.get(key(port));
                if (taken != null) {
                    taken.remove(port.hostAddress(), who);
                    forgetEmpty(ports, key(port), taken.isEmpty());
                }
            }
            case Claim.Address address -> {
                if (exclusive.remove(address, who)) {
                    BitSet bits = bits(address.networkId());
                    bits.clear(index(address.address()));
                    forgetEmpty(addresses, address.networkId(), bits.isEmpty());
                }
            }
            case Claim.Subnet subnet -> {
                if (exclusive.remove(subnet, who)) {
                    subnets.remove(Cidr.parse(subnet.cidr()));
                }
            }
            case Claim.Resources _ -> {}
            case Claim.Name _, Claim.Mac _, Claim.IngressPort _, Claim.Slot _, Claim.Vni _ ->
                exclusive.remove(claim, who);
        }
    }

    /** What nobody has anything of takes no place: names of networks and volumes come and go without end. */
    private static <K> void forgetEmpty(Map<K, ?> map, K key, boolean empty) {
        if (empty) {
            map.remove(key);
        }
    }

    boolean isEmpty() {
        return exclusive.isEmpty() && addresses.isEmpty() && ports.isEmpty() && uses.isEmpty() && subnets.isEmpty();
    }

    @Nullable
    EntityKey owner(Claim claim) {
        return exclusive.get(claim);
    }

    /** What people call the owner of some claim, in quotation marks; for refusals, which are few. */
    String nameOf(EntityKey who) {
        return exclusive.entrySet().stream()
                .filter(entry -> entry.getValue().equals(who))
                .map(Map.Entry::getKey)
                .filter(Claim.Name.class::isInstance)
                .map(claim -> "'" + ((Claim.Name) claim).name() + "'")
                .findFirst()
                .orElse("another");
    }

    /** The last octets of addresses that are taken on a network, as numbers. To be read only. */
    BitSet bits(String networkId) {
        return addresses.getOrDefault(networkId, new BitSet());
    }

    /** Addresses of a private network differ in their lower 24 bits, which keeps a bit set small. */
    static int index(String address) {
        return (int) (Cidr.address(address) & 0xffffff);
    }

    /** Whether another's claim stands in the way of a port on an address. */
    boolean portTaken(Claim.HostPort wanted, EntityKey who) {
        Map<String, EntityKey> taken = ports.getOrDefault(key(wanted), Map.of());
        return taken.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(who))
                .map(Map.Entry::getKey)
                .anyMatch(address -> overlap(address, wanted.hostAddress()));
    }

    /** Whether a port cannot be had on both addresses. The two families do not stand in one another's way. */
    static boolean overlap(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return true;
        }
        boolean sameFamily = one.contains(":") == other.contains(":");
        return sameFamily && (wildcard(one) || wildcard(other) || one.equals(other));
    }

    private static boolean wildcard(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    private static PortKey key(Claim.HostPort port) {
        return new PortKey(port.nodeId(), port.protocol(), port.port());
    }

    Optional<Cidr> overlapping(Cidr wanted) {
        return subnets.stream().filter(wanted::overlaps).findFirst();
    }

    List<String> users(Kind kind, String id) {
        return List.copyOf(
                uses.getOrDefault(new EntityKey(kind, id), new TreeMap<>()).keySet());
    }
}
