package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.TestJournal.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointIT {
    @TempDir
    Path directory;

    @Test
    void isTheWorldThatTheLogFoldsTo() throws IOException {
        try (var journal = filled()) {
            Checkpoint checkpoint = checkpoint(journal);
            World folded = folded(journal);
            checkpoint.write(folded);
            World read = checkpoint.read().orElseThrow();
            assertThat(read.offset()).isEqualTo(4);
            assertThat(read.time()).isEqualTo(folded.time());
            assertThat(entities(read)).isEqualTo(entities(folded)).hasSize(2);
        }
    }

    @Test
    void isLeftAsideWhenItIsOfAnotherLogOrDamaged() throws IOException {
        try (var journal = filled()) {
            checkpoint(journal).write(folded(journal));
            Path other = Files.createDirectory(directory.resolve("other"));
            try (var another = new TestJournal(other)) {
                assertThat(checkpoint(another).read()).isEmpty();
            }
            byte[] bytes = Files.readAllBytes(directory.resolve("world"));
            bytes[bytes.length - 20] ^= 1;
            Files.write(directory.resolve("world"), bytes);
            assertThat(checkpoint(journal).read()).isEmpty();
        }
    }

    @Test
    void isLeftAsideWhenTheLogEndsBeforeIt() throws IOException {
        try (var journal = filled()) {
            World folded = folded(journal);
            checkpoint(journal).write(folded.at(9, folded.time()));
            assertThat(checkpoint(journal).read()).isEmpty();
        }
    }

    @Test
    void isNotThereBeforeItIsWritten() throws IOException {
        try (var journal = filled()) {
            assertThat(checkpoint(journal).read()).isEmpty();
        }
    }

    private TestJournal filled() throws IOException {
        var journal = new TestJournal(Files.createDirectories(directory.resolve("log")));
        journal.start();
        journal.createVolume("a");
        journal.createVolume("b");
        journal.write(journal.draft(EntityKey.volume("b"), 2, 1, new VolumeRemoved("b", "local", NOW), new NoVolume()));
        return journal;
    }

    private Checkpoint checkpoint(TestJournal journal) {
        return new Checkpoint(directory.resolve("world"), journal.codec(), journal.log());
    }

    private static World folded(TestJournal journal) {
        World world = World.EMPTY;
        for (LogEntry entry : journal.log().page(1, 100)) {
            world = world.with(entry);
        }
        return world;
    }

    private static Map<String, Known> entities(World world) {
        var entities = new TreeMap<String, Known>();
        world.forEach((key, known) -> entities.put(key.persistenceId(), known));
        return entities;
    }
}
