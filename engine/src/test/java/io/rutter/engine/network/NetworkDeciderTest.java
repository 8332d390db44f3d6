package io.rutter.engine.network;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;
import static io.rutter.engine.entity.History.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.History;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.NetworkCommand.CreateNetwork;
import io.rutter.engine.network.NetworkCommand.RemoveNetwork;
import io.rutter.engine.network.NetworkEvent.NetworkCreated;
import io.rutter.engine.network.NetworkEvent.NetworkRemoved;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkDeciderTest {
    private static final String ID = "n".repeat(64);
    private static final List<String> POOLS = List.of("172.18.0.0/16", "172.19.0.0/16");
    private static final EntityKey OTHER = new EntityKey(Kind.NETWORK, "o".repeat(64));
    private static final EntityKey WEB = new EntityKey(Kind.CONTAINER, "c".repeat(64));

    private static NetworkSpec spec(String name, String driver, NetworkSpec.Pool... pools) {
        return new NetworkSpec(
                name,
                driver,
                "local",
                false,
                false,
                false,
                false,
                Map.of(),
                Map.of(),
                "default",
                Map.of(),
                List.of(pools));
    }

    private static NetworkSpec.Pool pool(String subnet, String gateway) {
        return new NetworkSpec.Pool(subnet, "", gateway, Map.of());
    }

    private static CreateNetwork create(NetworkSpec spec) {
        return new CreateNetwork(ID, spec, POOLS);
    }

    private static History<NetworkCommand, NetworkEvent, Network> given(NetworkEvent... events) {
        return History.given(new EntityKey(Kind.NETWORK, ID), new NetworkDecider(ID), events);
    }

    @Test
    void itGetsTheFirstFreeSubnetAndItsFirstAddressAsGateway() {
        assertThat(given().when(create(spec("app", "bridge"))))
                .isEqualTo(accept(
                        new NetworkCreated(ID, spec("app", "bridge", pool("172.18.0.0/16", "172.18.0.1")), NOW)));
        assertThat(given().claimed(OTHER, new Claim.Subnet("172.18.5.0/24")).when(create(spec("app", "bridge"))))
                .isEqualTo(accept(
                        new NetworkCreated(ID, spec("app", "bridge", pool("172.19.0.0/16", "172.19.0.1")), NOW)));
    }

    @Test
    void aSubnetThatIsAskedForMayOverlapNone() {
        var asked = create(spec("app", "bridge", pool("10.1.0.0/16", "10.1.0.9")));
        assertThat(given().when(asked))
                .isEqualTo(accept(new NetworkCreated(ID, spec("app", "bridge", pool("10.1.0.0/16", "10.1.0.9")), NOW)));
        assertThat(given().claimed(OTHER, new Claim.Subnet("10.1.2.0/24")).when(asked))
                .isEqualTo(refuse(new Problem.Forbidden("Pool overlaps with other one on this address space")));
    }

    @Test
    void aNameIsTakenOnce() {
        assertThat(given().claimed(OTHER, new Claim.Name(Kind.NETWORK, "app")).when(create(spec("app", "bridge"))))
                .isEqualTo(refuse(new Problem.Conflict("network with name app already exists")));
    }

    @Test
    void theHostsNetworkHasNoSubnet() {
        assertThat(given().when(create(spec("host", "host"))))
                .isEqualTo(accept(new NetworkCreated(ID, spec("host", "host"), NOW)));
    }

    @Test
    void oneWithEndpointsStays() {
        var made = given().then(create(spec("app", "bridge")));
        assertThat(made.when(new RemoveNetwork())).isEqualTo(accept(new NetworkRemoved(ID, "app", "bridge", NOW)));
        assertThat(made.claimed(WEB, new Claim.Use(Kind.NETWORK, ID, "web")).when(new RemoveNetwork()))
                .isEqualTo(refuse(new Problem.Forbidden(
                        "error while removing network: network app id " + ID + " has active endpoints")));
    }

    @Test
    void theNetworksThatAreAlwaysThereStay() {
        for (String name : List.of("bridge", "host", "none")) {
            assertThat(given().then(create(spec(name, "bridge"))).when(new RemoveNetwork()))
                    .isEqualTo(refuse(new Problem.Forbidden(name + " is a pre-defined network and cannot be removed")));
        }
    }
}
