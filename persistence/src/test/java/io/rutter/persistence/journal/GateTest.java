package io.rutter.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.entity.Problem.Busy;
import io.rutter.engine.entity.Problem.Invalid;
import io.rutter.engine.log.Admission.Admitted;
import io.rutter.engine.log.Reserved;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.persistence.wire.WireCodec;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final VolumeRemoved REMOVED = new VolumeRemoved("data", "local", Instant.EPOCH);

    private boolean full;

    private final Gate gate = new Gate(
            new WireCodec(),
            new Space() {
                @Override
                public boolean forAll() {
                    return !full;
                }

                @Override
                public boolean forRemovals() {
                    return true;
                }
            },
            VolumeRemoved.class::isInstance);

    @Test
    void countsRoomUntilItIsGivenBack() {
        var room = (Admitted.Room) gate.admit(List.of(REMOVED, REMOVED));
        assertThat(room.encoded()).hasSize(2);
        assertThat(gate.reserved()).isEqualTo(new Reserved(2, room.bytes()));
        gate.release(room);
        assertThat(gate.reserved()).isEqualTo(Reserved.NONE);
    }

    @Test
    void isBusyWhenTooManyWait() {
        var room = (Admitted.Room) gate.admit(Collections.nCopies(Reserved.MAX_ENTRIES, REMOVED));
        assertThat(gate.admit(List.of(REMOVED)))
                .isEqualTo(new Admitted.Full(new Busy("too many commands are under way: try again")));
        gate.release(room);
        assertThat(gate.admit(List.of(REMOVED))).isInstanceOf(Admitted.Room.class);
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        var refused = (Admitted.Full) gate.admit(List.of(created("x".repeat(Reserved.MAX_EVENT_BYTES))));
        assertThat(refused.problem()).isInstanceOf(Invalid.class);
        assertThat(gate.reserved()).isEqualTo(Reserved.NONE);
    }

    @Test
    void takesOnlyRemovalsOnANearlyFullDisk() {
        full = true;
        assertThat(gate.admit(List.of(REMOVED))).isInstanceOf(Admitted.Room.class);
        var refused = (Admitted.Full) gate.admit(List.of(REMOVED, created("data")));
        assertThat(refused.problem())
                .isInstanceOf(Busy.class)
                .satisfies(problem -> assertThat(problem.message()).contains("nearly full"));
    }

    private static VolumeCreated created(String name) {
        return new VolumeCreated(name, "node", "local", Map.of(), Map.of(), false, Instant.EPOCH);
    }
}
