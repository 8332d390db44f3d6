package io.rutter.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.entity.Problem.Busy;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission.Admitted;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real small file system. */
class FullDiskIT {
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private Path mount;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mount = Files.createTempDirectory("rutter-full-disk");
        run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", mount.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        // RocksDB's native library lies there and is in use until this process ends
        run("umount", "--lazy", mount.toString());
        Files.delete(mount);
    }

    @Test
    void refusesCommandsTakesRemovalsAndLosesNothing() throws IOException, InterruptedException {
        Path filler = mount.resolve("filler");
        try (var journal = new TestJournal(mount.resolve("log"))) {
            journal.start();
            journal.createVolume("a");
            fill(filler);
            Thread.sleep(DiskSpace.FRESH.multipliedBy(2));

            var refused = journal.journal().admission().admit(List.of(TestJournal.created("b")));
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            Admitted.Full.class,
                            full -> assertThat(full.problem()).isInstanceOf(Busy.class));
            var gone = new VolumeRemoved("a", "local", TestJournal.NOW);
            journal.write(journal.draft(EntityKey.volume("a"), 2, 1, gone, new NoVolume()));
            assertThat(journal.log().tail()).isEqualTo(3);
        }
        Files.delete(filler);
        try (var journal = new TestJournal(mount.resolve("log"))) {
            assertThat(journal.log().tail()).isEqualTo(3);
            journal.start();
            journal.createVolume("b");
        }
        assertThat(JournalVerification.of(mount.resolve("log")).problems()).isEmpty();
    }

    /** Until nothing at all fits any more. */
    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(MEBIBYTE);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
