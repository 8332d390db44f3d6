package io.rutter.engine.volume;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;
import static io.rutter.engine.entity.History.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.History;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumeDeciderTest {
    private static final CreateVolume CREATE = new CreateVolume("node", "local", Map.of(), Map.of("a", "b"), false);
    private static final VolumeCreated CREATED =
            new VolumeCreated("data", "node", "local", Map.of(), Map.of("a", "b"), false, NOW);
    private static final EntityKey WEB = new EntityKey(Kind.CONTAINER, "c".repeat(64));

    private static History<VolumeCommand, VolumeEvent, Volume> given(VolumeEvent... events) {
        return History.given(EntityKey.volume("data"), new VolumeDecider("data"), events);
    }

    @Test
    void aVolumeThatIsThereIsCreatedAgainWithoutAnEvent() {
        assertThat(given().when(CREATE)).isEqualTo(accept(CREATED));
        assertThat(given(CREATED).when(new CreateVolume("node", "local", Map.of(), Map.of(), false)))
                .isEqualTo(accept());
    }

    @Test
    void itsNameIsOneDriversOnly() {
        assertThat(given(CREATED).when(new CreateVolume("node", "nfs", Map.of(), Map.of(), false)))
                .isEqualTo(refuse(new Problem.Conflict("create data: conflict: volume name must be unique")));
    }

    @Test
    void aDriverThatIsNotThereIsNotFound() {
        assertThat(given().when(new CreateVolume("node", "nfs", Map.of(), Map.of(), false)))
                .isEqualTo(refuse(new Problem.NotFound(
                        "create data: error looking up volume plugin nfs: plugin \"nfs\" not found")));
    }

    @Test
    void aUsedOneStaysEvenByForce() {
        assertThat(given(CREATED)
                        .claimed(WEB, new Claim.Use(Kind.VOLUME, "data", "web"))
                        .when(new RemoveVolume(true)))
                .isEqualTo(refuse(new Problem.Conflict("remove data: volume is in use - [web]")));
    }

    @Test
    void itLivesTwice() {
        assertThat(given(CREATED).when(new RemoveVolume(false)))
                .isEqualTo(accept(new VolumeRemoved("data", "local", NOW)));
        var gone = given(CREATED).then(new RemoveVolume(false));
        assertThat(gone.when(new RemoveVolume(true)))
                .isEqualTo(refuse(new Problem.NotFound("get data: no such volume")));
        assertThat(gone.then(CREATE).state().alive()).isTrue();
    }
}
