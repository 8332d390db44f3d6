package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.volume.VolumeHost;
import io.rutter.agent.volume.VolumeLife;
import io.rutter.agent.volume.WantedVolume;
import io.rutter.engine.assignment.VolumeAssignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeKeeperTest {
    @TempDir
    Path root;

    private final FakeAssignments assignments = new FakeAssignments();
    private VolumeHost volumes;
    private VolumeKeeper keeper;

    @BeforeEach
    void open() {
        volumes = new VolumeHost(root);
        keeper = new VolumeKeeper(volumes, assignments, new LogIdentity("log", 1));
    }

    private void theLogHas(String name, long incarnation) {
        assignments.volumes.put(name, new VolumeAssignment(incarnation, Map.of()));
    }

    private void firstLook() throws IOException {
        for (String name : keeper.firstLook()) {
            keeper.look(name);
        }
    }

    private Path file(String name) throws IOException {
        return Files.writeString(volumes.mountpoint(name).resolve("file"), "");
    }

    @Test
    void aVolumeRemovedAndMadeAgainBetweenTwoLooksIsEmpty() throws Exception {
        theLogHas("data", 1);
        keeper.look("data");
        file("data");
        theLogHas("data", 3);
        keeper.look("data");
        assertThat(volumes.mountpoint("data")).isEmptyDirectory();
    }

    @Test
    void aVolumeRemovedAndMadeAgainWhileTheEngineWasDyingIsEmpty() throws Exception {
        theLogHas("data", 1);
        keeper.look("data");
        file("data");
        theLogHas("data", 3);
        firstLook();
        assertThat(volumes.mountpoint("data")).isEmptyDirectory();
    }

    @Test
    void aLookThatFindsAllAsItShallBeKeepsTheFiles() throws Exception {
        theLogHas("data", 1);
        keeper.look("data");
        Path file = file("data");
        keeper.look("data");
        firstLook();
        assertThat(file).exists();
    }

    @Test
    void theFirstLookRemovesWhatTheLogHasNoMoreAndMakesWhatItHas() throws Exception {
        theLogHas("gone", 1);
        keeper.look("gone");
        assignments.volumes.clear();
        theLogHas("made", 1);
        firstLook();
        assertThat(volumes.list()).containsExactly("made");
    }

    @Test
    void theFilesOfAnEngineThatStampedNoFolderAreFoundAgain() throws Exception {
        Path file = Files.writeString(
                Files.createDirectories(volumes.mountpoint("data")).resolve("file"), "");
        theLogHas("data", 7);
        firstLook();
        assertThat(file).exists();
        assertThat(volumes.life("data")).contains(new VolumeLife("log", 7));
    }

    @Test
    void whatIsAnotherLogsIsLeftAlone() throws Exception {
        volumes.ensure("theirs", new WantedVolume(new VolumeLife("another", 1), Map.of()));
        Path file = file("theirs");
        firstLook();
        assertThat(file).exists();
    }
}
