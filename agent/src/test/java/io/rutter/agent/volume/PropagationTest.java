package io.rutter.agent.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.linux.files.MountEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropagationTest {
    private static final List<MountEntry> TABLE =
            List.of(mount(1, "/", ""), mount(2, "/mnt/shared", "shared:4"), mount(3, "/mnt/slave", "master:4"));

    private static MountEntry mount(int id, String target, String propagation) {
        return new MountEntry(id, 0, "/", Path.of(target), List.of(), propagation, "ext4", "disk", List.of());
    }

    private static String refusal(String source, String wanted) {
        return Propagation.refusal(Path.of(source), wanted, TABLE);
    }

    @Test
    void whatTravelsBothWaysWantsASharedMount() {
        assertThat(refusal("/mnt/shared/deep", "rshared")).isEmpty();
        assertThat(refusal("/mnt/slave", "shared"))
                .isEqualTo("path /mnt/slave is mounted on /mnt/slave but it is not a shared mount");
    }

    @Test
    void whatTravelsInWantsASharedMountOrASlave() {
        assertThat(refusal("/mnt/slave", "rslave")).isEmpty();
        assertThat(refusal("/srv", "slave"))
                .isEqualTo("path /srv is mounted on / but it is not a shared or slave mount");
    }
}
