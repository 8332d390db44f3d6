package io.rutter.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
    private static final long PLENTY = 1L << 40;

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private long free = PLENTY;

    @Test
    void letsEverybodyWriteWhileThereIsRoom() throws IOException {
        DiskSpace space = space();
        assertThat(space.forAll()).isTrue();
        assertThat(directory.resolve("reserve")).hasSize(DiskSpace.RESERVE_BYTES);
    }

    @Test
    void letsOnlyRemovalsWriteWhenItIsNearlyFull() throws IOException {
        DiskSpace space = space();
        becomes(DiskSpace.ENOUGH_BYTES - 1);
        assertThat(space.forAll()).isFalse();
        assertThat(space.forRemovals()).isTrue();
        assertThat(directory.resolve("reserve")).exists();
    }

    @Test
    void givesTheReserveToRemovalsAtTheEndAndKeepsANewOneAfterwards() throws IOException {
        DiskSpace space = space();
        becomes(1);
        assertThat(space.forRemovals()).isTrue();
        assertThat(directory.resolve("reserve")).doesNotExist();
        becomes(PLENTY);
        assertThat(space.forAll()).isTrue();
        assertThat(directory.resolve("reserve")).hasSize(DiskSpace.RESERVE_BYTES);
    }

    @Test
    void refusesEverythingWhenNotEvenTheReserveHelps() throws IOException {
        free = 1;
        assertThat(space().forRemovals()).isFalse();
    }

    private void becomes(long bytes) {
        free = bytes;
        now = now.plus(Duration.ofSeconds(1));
    }

    /** Free space as the test says, and the reserve on top once it is deleted. */
    private DiskSpace space() throws IOException {
        return new DiskSpace(directory, () -> free + givenUp(), () -> now);
    }

    private boolean hadReserve;

    private long givenUp() {
        boolean there = directory.resolve("reserve").toFile().exists();
        hadReserve |= there;
        return hadReserve && !there ? DiskSpace.RESERVE_BYTES : 0;
    }
}
