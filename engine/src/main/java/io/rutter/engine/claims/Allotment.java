package io.rutter.engine.claims;

import io.rutter.engine.claims.ClaimsRegistry.Answer;
import io.rutter.engine.claims.ClaimsRegistry.Answer.Denied;
import io.rutter.engine.claims.ClaimsRegistry.Answer.Given;
import io.rutter.engine.claims.Demand.All;
import io.rutter.engine.claims.Demand.FreeAddress;
import io.rutter.engine.claims.Demand.FreeIngressPort;
import io.rutter.engine.claims.Demand.FreeName;
import io.rutter.engine.claims.Demand.FreePort;
import io.rutter.engine.claims.Demand.FreeSlot;
import io.rutter.engine.claims.Demand.FreeSubnet;
import io.rutter.engine.claims.Demand.NobodyUses;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Cidr;
import io.rutter.engine.id.EntityKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds what a demand asks for, puts it into the ledger and remembers what it took.
 *
 * @param taken what was put, to be held or put back
 */
record Allotment(Ledger ledger, EntityKey who, List<Claim> taken) {
    private static final int EPHEMERAL_LOW = 32768;
    private static final int EPHEMERAL_HIGH = 60999;
    private static final int INGRESS_LOW = 30000;
    private static final int INGRESS_HIGH = 32767;

    Answer of(Demand demand) {
        return switch (demand) {
            case FreeName name -> name(name);
            case FreeAddress address -> address(address);
            case FreePort port -> port(port);
            case FreeIngressPort port -> ingressPort(port);
            case FreeSubnet subnet -> subnet(subnet);
            case FreeSlot slot ->
                exclusive(new Claim.Slot(slot.serviceId(), slot.slot()), "slot " + slot.slot() + " is taken");
            case NobodyUses use -> nobody(use);
            case All all -> all(all);
        };
    }

    private Answer all(All all) {
        var grants = new ArrayList<Grant>();
        for (Demand demand : all.demands()) {
            switch (of(demand)) {
                case Given given -> grants.add(given.grant());
                case Denied denied -> {
                    return denied;
                }
            }
        }
        return new Given(new Grant.GrantedAll(grants));
    }

    private void take(Claim claim) {
        ledger.put(claim, who);
        taken.add(claim);
    }

    private Answer name(FreeName demand) {
        EntityKey owner = who;
        for (String candidate : demand.candidates()) {
            var claim = new Claim.Name(demand.kind(), candidate);
            EntityKey other = ledger.owner(claim);
            if (other == null || other.equals(who)) {
                take(claim);
                return new Given(new Grant.GrantedName(candidate));
            }
            owner = other;
        }
        return new Denied(new Problem.Conflict(demand.taken().replace("%s", owner.id())));
    }

    private Answer exclusive(Claim claim, String refusal) {
        EntityKey other = ledger.owner(claim);
        if (other != null && !other.equals(who)) {
            return new Denied(new Problem.Conflict(refusal));
        }
        take(claim);
        return new Given(new Grant.Granted());
    }

    private Answer address(FreeAddress demand) {
        String wanted = demand.wanted();
        return wanted == null || wanted.isEmpty() ? anyAddress(demand) : thatAddress(demand, wanted);
    }

    private Answer thatAddress(FreeAddress demand, String wanted) {
        long number = Cidr.address(wanted);
        for (AddressPool pool : demand.pools()) {
            Cidr subnet = Cidr.parse(pool.subnet());
            if (subnet.contains(number)) {
                var claim = new Claim.Address(demand.networkId(), wanted);
                EntityKey other = ledger.owner(claim);
                boolean nobodys = number == subnet.base() || number == subnet.last();
                if (nobodys || pool.reserved().contains(wanted) || other != null && !other.equals(who)) {
                    return new Denied(new Problem.Forbidden("Address already in use"));
                }
                take(claim);
                return new Given(new Grant.GrantedAddress(wanted, subnet.prefixLength()));
            }
        }
        return new Denied(new Problem.Invalid("no configured subnet contains IP address " + wanted));
    }

    private Answer anyAddress(FreeAddress demand) {
        BitSet used = ledger.bits(demand.networkId());
        for (AddressPool pool : demand.pools()) {
            Cidr subnet = Cidr.parse(pool.subnet());
            String range = pool.range();
            Cidr from = range == null ? subnet : Cidr.parse(range);
            long last = Math.min(from.last(), subnet.last() - 1);
            long address = Math.max(from.base(), subnet.base() + 1);
            while (address <= last) {
                int free = used.nextClearBit((int) (address & 0xffffff));
                address += free - (address & 0xffffff);
                String text = Cidr.text(address);
                if (address <= last && !pool.reserved().contains(text)) {
                    take(new Claim.Address(demand.networkId(), text));
                    return new Given(new Grant.GrantedAddress(text, subnet.prefixLength()));
                }
                address++;
            }
        }
        return new Denied(new Problem.Conflict("no available IPv4 addresses on this network's address pools: "
                + demand.networkId()
                        .substring(0, Math.min(12, demand.networkId().length()))));
    }

    private Answer port(FreePort demand) {
        boolean any = demand.low() == 0;
        int low = any ? EPHEMERAL_LOW : demand.low();
        int high = any ? EPHEMERAL_HIGH : demand.high();
        for (int port = low; port <= high; port++) {
            var claim = new Claim.HostPort(demand.nodeId(), demand.protocol(), demand.hostAddress(), port);
            if (!ledger.portTaken(claim, who) && taken.stream().noneMatch(other -> inTheWay(other, claim))) {
                take(claim);
                return new Given(new Grant.GrantedPort(port));
            }
        }
        String shown = demand.hostAddress().isEmpty() ? "0.0.0.0" : demand.hostAddress();
        return new Denied(
                any
                        ? new Problem.Conflict("all ephemeral ports of " + shown + " are allocated")
                        : new Problem.Broken("driver failed programming external connectivity: Bind for " + shown + ":"
                                + demand.low() + " failed: port is already allocated"));
    }

    /** Of one request: every address stands in the way of each. */
    private static boolean inTheWay(Claim other, Claim.HostPort wanted) {
        return other instanceof Claim.HostPort port
                && port.nodeId().equals(wanted.nodeId())
                && port.protocol().equals(wanted.protocol())
                && port.port() == wanted.port()
                && Ledger.overlap(port.hostAddress(), wanted.hostAddress());
    }

    private Answer ingressPort(FreeIngressPort demand) {
        if (demand.port() != 0) {
            var claim = new Claim.IngressPort(demand.protocol(), demand.port());
            EntityKey other = ledger.owner(claim);
            String holder = other == null ? "" : ledger.nameOf(other) + " (" + other.id() + ")";
            Answer answer = exclusive(
                    claim,
                    "port '" + demand.port() + "' is already in use by service " + holder + " as an ingress port");
            return answer instanceof Given ? new Given(new Grant.GrantedPort(demand.port())) : answer;
        }
        for (int port = INGRESS_LOW; port <= INGRESS_HIGH; port++) {
            var claim = new Claim.IngressPort(demand.protocol(), port);
            if (ledger.owner(claim) == null) {
                take(claim);
                return new Given(new Grant.GrantedPort(port));
            }
        }
        return new Denied(new Problem.Conflict("no port of the ingress network is free"));
    }

    private Answer subnet(FreeSubnet demand) {
        String wanted = demand.wanted();
        if (wanted != null) {
            Cidr cidr = Cidr.parse(wanted);
            if (ledger.overlapping(cidr).isPresent()) {
                return new Denied(new Problem.Forbidden("Pool overlaps with other one on this address space"));
            }
            take(new Claim.Subnet(cidr.toString()));
            return new Given(new Grant.GrantedSubnet(cidr.toString()));
        }
        for (String pool : demand.pools()) {
            if (ledger.overlapping(Cidr.parse(pool)).isEmpty()) {
                take(new Claim.Subnet(pool));
                return new Given(new Grant.GrantedSubnet(pool));
            }
        }
        return new Denied(
                new Problem.Invalid(
                        "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network"));
    }

    private Answer nobody(NobodyUses demand) {
        List<String> users = ledger.users(demand.what(), demand.id());
        if (users.isEmpty()) {
            return new Given(new Grant.Granted());
        }
        return new Denied(demand.refusal().apply(String.join(", ", users)));
    }
}
