package io.rutter.deploy;

import io.rutter.agent.image.build.run.StepAddresses;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.claims.ClaimsRegistry.Answer;
import io.rutter.engine.claims.Demand;
import io.rutter.engine.claims.Grant.GrantedAddress;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Cidr;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of build steps on the default bridge: held in the claims registry like any other, and never journaled, since a step
 * does not outlive its engine.
 */
final class BuildAddresses implements StepAddresses {
    private static final String DEFAULT_NETWORK = "bridge";

    private volatile @Nullable Source source;

    private record Source(Supplier<World> world, ClaimsRegistry claims) {}

    /** From here on there are addresses. */
    void serve(Supplier<World> world, ClaimsRegistry claims) {
        source = new Source(world, claims);
    }

    @Override
    public List<Endpoint> take(String stepId) throws IOException {
        Source from = source;
        if (from == null) {
            throw new RefusedException(new Problem.Unavailable("the engine is starting"));
        }
        LiveNetwork network = from.world()
                .get()
                .networks()
                .byName(DEFAULT_NETWORK)
                .orElseThrow(() -> new RefusedException(new Problem.NotFound("network bridge not found")));
        Answer answer =
                from.claims().ask(who(stepId), new Demand.FreeAddress(network.id(), network.addressPools(), null));
        return switch (answer) {
            case Answer.Given given
            when given.grant() instanceof GrantedAddress address -> List.of(endpoint(stepId, network, address));
            case Answer.Given given -> throw new IllegalStateException("not an address: " + given);
            case Answer.Denied denied -> throw new RefusedException(denied.problem());
        };
    }

    @Override
    public void giveBack(String stepId) {
        Source from = source;
        if (from != null) {
            from.claims().release(who(stepId));
        }
    }

    private static EntityKey who(String stepId) {
        return EntityKey.container(new ContainerId(stepId));
    }

    private static Endpoint endpoint(String stepId, LiveNetwork network, GrantedAddress address) {
        long number = Cidr.address(address.address());
        String mac = String.format(
                Locale.ROOT,
                "02:42:%02x:%02x:%02x:%02x",
                number >> 24 & 255,
                number >> 16 & 255,
                number >> 8 & 255,
                number & 255);
        return new Endpoint(
                network.id(),
                network.spec().name(),
                stepId,
                address.address(),
                address.prefixLength(),
                network.spec().pools().getFirst().gateway(),
                mac,
                List.of());
    }
}
