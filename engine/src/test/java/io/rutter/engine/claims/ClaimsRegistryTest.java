package io.rutter.engine.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.ClaimsRegistry.Answer.Denied;
import io.rutter.engine.claims.ClaimsRegistry.Answer.Given;
import io.rutter.engine.claims.Demand.All;
import io.rutter.engine.claims.Demand.FreeAddress;
import io.rutter.engine.claims.Demand.FreeName;
import io.rutter.engine.claims.Demand.FreePort;
import io.rutter.engine.claims.Demand.FreeSubnet;
import io.rutter.engine.claims.Demand.NobodyUses;
import io.rutter.engine.claims.Grant.GrantedAddress;
import io.rutter.engine.claims.Grant.GrantedPort;
import io.rutter.engine.claims.Grant.GrantedSubnet;
import io.rutter.engine.config.ConfigEvent.ConfigRemoved;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogFollower.Durable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClaimsRegistryTest {
    private static final EntityKey A = new EntityKey(Kind.CONTAINER, "a");
    private static final EntityKey B = new EntityKey(Kind.CONTAINER, "b");
    private static final FreeAddress ADDRESS =
            new FreeAddress("net", List.of(new AddressPool("10.1.0.0/30", null, List.of("10.1.0.1"))), null);
    private static final FreePort PORT = new FreePort("node", "tcp", "", 8080, 8080);
    private static final Claim NAME_CLAIM = new Claim.Name(Kind.CONTAINER, "web");
    private static final Claim.HostPort PORT_CLAIM = new Claim.HostPort("node", "tcp", "0.0.0.0", 8080);

    private final ClaimsRegistry registry = new ClaimsRegistry();

    private static FreeName name(String name) {
        return new FreeName(Kind.CONTAINER, List.of(name), "taken by %s");
    }

    @Test
    void whatIsHeldForOneCommandIsDeniedToAnother() {
        assertThat(registry.ask(A, name("web"))).isInstanceOf(Given.class);
        assertThat(registry.ask(B, name("web"))).isInstanceOf(Denied.class);
    }

    @Test
    void portsOfOneRequestDoNotMeetOnOneAddress() {
        var everywhere = new FreePort("node", "tcp", "", 0, 0);
        var loopback = new FreePort("node", "tcp", "127.0.0.1", 0, 0);
        var answer = (Given) registry.ask(A, new All(List.of(everywhere, loopback)));
        assertThat(((Grant.GrantedAll) answer.grant()).grants()).doesNotHaveDuplicates();
    }

    @Test
    void aReleasedHoldIsFreeAgain() {
        registry.ask(A, name("web"));
        registry.release(A);
        assertThat(registry.ask(B, name("web"))).isInstanceOf(Given.class);
    }

    @Test
    void aHoldThatTheFoldedEventDoesNotClaimIsFreeAgain() {
        registry.ask(A, name("web"));
        registry.fold(A, Set.of());
        assertThat(registry.ask(B, name("web"))).isInstanceOf(Given.class);
    }

    @Test
    void twoWritesOfOneBatchCannotClaimTheSame() {
        assertThat(registry.ask(A, name("web"))).isInstanceOf(Given.class);
        assertThat(registry.ask(B, name("web"))).isInstanceOf(Denied.class);
        registry.durable(List.of(durable(A, Set.of(NAME_CLAIM)), durable(B, Set.of())));
        assertThat(registry.ask(B, name("web"))).isInstanceOf(Denied.class);
        registry.release(A);
        assertThat(registry.ask(B, name("web"))).isInstanceOf(Denied.class);
    }

    @Test
    void whatTheSecondEntryOfAWriteClaimsIsNobodysBetweenTheTwo() {
        registry.ask(A, name("web"));
        var between = new ArrayList<ClaimsRegistry.Answer>();
        Durable second = durable(A, () -> {
            between.add(registry.ask(B, name("web")));
            return Set.of(NAME_CLAIM);
        });
        registry.durable(List.of(durable(A, Set.of()), second));
        assertThat(between).hasOnlyElementsOfType(Denied.class);
        assertThat(registry.ask(A, name("web"))).isInstanceOf(Given.class);
    }

    private static Durable durable(EntityKey key, Set<Claim> claims) {
        return durable(key, () -> claims);
    }

    private static Durable durable(EntityKey key, Supplier<Set<Claim>> claims) {
        var state = new State() {
            @Override
            public boolean alive() {
                return true;
            }

            @Override
            public Set<Claim> claims() {
                return claims.get();
            }
        };
        var origin = new Origin(Actor.controller("test"), "r", 0, null);
        var event = new ConfigRemoved("c", "c", Instant.EPOCH);
        return new Durable(new LogEntry(1, 1, Instant.EPOCH, null, key, 1, 1, origin, event), state);
    }

    @Test
    void releasingAHoldKeepsWhatIsClaimedAlready() {
        registry.fold(A, Set.of(PORT_CLAIM));
        registry.ask(A, PORT);
        registry.release(A);
        assertThat(registry.ask(B, PORT)).isInstanceOf(Denied.class);
    }

    @Test
    void aDeniedDemandKeepsWhatIsClaimedAlready() {
        registry.fold(A, Set.of(PORT_CLAIM));
        registry.fold(B, Set.of(NAME_CLAIM));
        assertThat(registry.ask(A, new All(List.of(PORT, name("web"))))).isInstanceOf(Denied.class);
        assertThat(registry.ask(B, PORT)).isInstanceOf(Denied.class);
    }

    @Test
    void ofWhatNobodyHasNothingIsKept() {
        var ledger = new Ledger();
        List<Claim> claims = List.of(
                NAME_CLAIM,
                PORT_CLAIM,
                new Claim.Address("net", "10.1.0.2"),
                new Claim.Subnet("10.1.0.0/30"),
                new Claim.Use(Kind.VOLUME, "data", "web"));
        claims.forEach(claim -> ledger.put(claim, A));
        assertThat(ledger.isEmpty()).isFalse();
        claims.forEach(claim -> ledger.drop(claim, A));
        assertThat(ledger.isEmpty()).isTrue();
    }

    @Test
    void allOrNothingIsTaken() {
        registry.fold(B, Set.of(PORT_CLAIM));
        assertThat(registry.ask(A, new All(List.of(name("web"), PORT)))).isInstanceOf(Denied.class);
        assertThat(registry.ask(B, name("web"))).isInstanceOf(Given.class);
    }

    @Test
    void aPortOnAnyAddressStandsInTheWayOfEveryAddress() {
        registry.fold(A, Set.of(PORT_CLAIM));
        assertThat(registry.ask(B, new FreePort("node", "tcp", "127.0.0.1", 8080, 8080)))
                .isInstanceOf(Denied.class);
        assertThat(registry.ask(B, new FreePort("node", "udp", "", 8080, 8080))).isInstanceOf(Given.class);
    }

    @Test
    void theFamiliesOfAddressesDoNotStandInOneAnothersWay() {
        registry.fold(A, Set.of(PORT_CLAIM));
        assertThat(registry.ask(B, new FreePort("node", "tcp", "::", 8080, 8080)))
                .isInstanceOf(Given.class);
        assertThat(registry.ask(A, new FreePort("node", "tcp", "::1", 8080, 8080)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void everyAddressIsOfBothFamilies() {
        registry.fold(A, Set.of(new Claim.HostPort("node", "tcp", "::1", 8080)));
        assertThat(registry.ask(B, PORT)).isInstanceOf(Denied.class);
    }

    @Test
    void aRestartMayHaveItsOwnPortsAgain() {
        registry.fold(A, Set.of(PORT_CLAIM));
        assertThat(registry.ask(A, PORT)).isEqualTo(new Given(new GrantedPort(8080)));
    }

    @Test
    void onePortIsNotGivenTwiceInOneDemand() {
        assertThat(registry.ask(A, new All(List.of(PORT, PORT)))).isInstanceOf(Denied.class);
    }

    @Test
    void aFullSubnetSaysThatItIsFull() {
        assertThat(registry.ask(A, ADDRESS)).isEqualTo(new Given(new GrantedAddress("10.1.0.2", 30)));
        assertThat(registry.ask(B, ADDRESS)).isInstanceOf(Denied.class);
    }

    @Test
    void overlappingSubnetsAreDeniedAndTheNextFreeOneIsGiven() {
        registry.fold(A, Set.of(new Claim.Subnet("172.17.0.0/16")));
        assertThat(registry.ask(B, new FreeSubnet("172.17.3.0/24", List.of()))).isInstanceOf(Denied.class);
        assertThat(registry.ask(B, new FreeSubnet(null, List.of("172.17.0.0/16", "172.18.0.0/16"))))
                .isEqualTo(new Given(new GrantedSubnet("172.18.0.0/16")));
    }

    @Test
    void whatSomebodyUsesIsNotFreeToGo() {
        registry.fold(A, Set.of(new Claim.Use(Kind.VOLUME, "data", "web")));
        assertThat(registry.ask(
                        B, new NobodyUses(Kind.VOLUME, "data", who -> new Problem.Conflict("in use by " + who))))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.problem().message()).isEqualTo("in use by web"));
        registry.fold(A, Set.of());
        assertThat(registry.ask(
                        B, new NobodyUses(Kind.VOLUME, "data", who -> new Problem.Conflict("in use by " + who))))
                .isInstanceOf(Given.class);
    }
}
