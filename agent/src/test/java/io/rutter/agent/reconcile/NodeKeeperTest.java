package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.reconcile.Seen.Process;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.FoundRun.Phase;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.engine.assignment.VolumeAssignment;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeeperTest {
    private static final String WEB = FakeNode.id("web");
    private static final String DB = FakeNode.id("db");

    @TempDir
    Path root;

    private FakeNode node;
    private NodeKeeper keeper;

    @BeforeEach
    void open() {
        node = new FakeNode(root);
        keeper = new NodeKeeper(
                node.parts,
                node.assignments,
                new VolumeKeeper(node.parts.volumes(), node.assignments, FakeNode.LOG),
                new NameKeeper(node.parts.network(), node.assignments, _ -> {}, (_, _) -> {}),
                new RunAdopter(node.parts.runtime(), FakeNode.LOG));
    }

    @Test
    void whatRunsIsAdoptedWithItsNetwork() throws Exception {
        node.assign("web");
        node.found("web", 1, Phase.RUNNING);
        FirstLook look = keeper.firstLook();
        assertThat(look.seen().get(WEB).process()).isEqualTo(Process.RUNNING);
        assertThat(node.done).containsSubsequence("adopt web.1", "publish services", "adopt networks of web");
    }

    @Test
    void whatWasNeverLetGoIsDeleted() throws Exception {
        node.assign("web");
        node.found("web", 3, Phase.CREATED);
        Seen seen = keeper.firstLook().seen().get(WEB);
        assertThat(node.done).contains("delete web.3").contains("adopt networks of ");
        assertThat(seen.process()).isEqualTo(Process.NONE);
        assertThat(seen.run().number()).isEqualTo(3);
        assertThat(seen.fittings().there()).isTrue();
    }

    @Test
    void theLastRunCountsAndEarlierOnesAreDeletedInWhateverOrderTheyAreFound() throws Exception {
        node.assign("web");
        node.found("web", 10, Phase.RUNNING);
        node.found("web", 9, Phase.ENDED);
        Seen seen = keeper.firstLook().seen().get(WEB);
        assertThat(seen.run().number()).isEqualTo(10);
        assertThat(node.done).containsSubsequence("adopt web.10", "delete web.9");
    }

    @Test
    void anEarlierRunThatCannotBeDeletedIsNoReasonToLoseTheLast() throws Exception {
        node.assign("web");
        node.found("web", 1, Phase.ENDED);
        node.found("web", 2, Phase.RUNNING);
        node.broken.add("delete web.1");
        assertThat(keeper.firstLook().seen().get(WEB).process()).isEqualTo(Process.RUNNING);
    }

    @Test
    void runsOfAnotherLogAreLeftAlone() throws Exception {
        var theirs = new RunStamp("another", 1, WEB, 1, 2, 1, 9, "/log");
        node.runs.put(theirs, new FoundRun(theirs, Phase.RUNNING, 42, null));
        FirstLook look = keeper.firstLook();
        assertThat(look.seen()).isEmpty();
        assertThat(node.done).noneMatch(words -> words.contains("web"));
    }

    @Test
    void aContainerThatCannotBeLookedAtIsUnclearAndTheOthersAreSeen() throws Exception {
        node.assign("web");
        node.assign("db");
        node.found("web", 1, Phase.RUNNING);
        node.found("db", 1, Phase.RUNNING);
        node.broken.add("look web.1");
        FirstLook look = keeper.firstLook();
        assertThat(look.seen()).containsOnlyKeys(DB);
        assertThat(look.unclear()).containsOnlyKeys(WEB);
        assertThatThrownBy(() -> look.unclear().get(WEB).look()).isInstanceOf(IOException.class);
        node.broken.clear();
        assertThat(look.unclear().get(WEB).look().process()).isEqualTo(Process.RUNNING);
    }

    @Test
    void whatMayStillRunKeepsItsNetwork() throws Exception {
        node.assign("web");
        node.found("web", 1, Phase.RUNNING);
        node.broken.add("look web.1");
        keeper.firstLook();
        assertThat(node.done).contains("adopt networks of web");
    }

    @Test
    void aStuckRunThatCannotBeDeletedKeepsNothingElseFromBeingLookedAt() throws Exception {
        node.assign("web");
        node.found("web", 1, Phase.CREATED);
        node.broken.add("delete web.1");
        FirstLook look = keeper.firstLook();
        assertThat(look.unclear()).containsOnlyKeys(WEB);
        node.broken.clear();
        assertThat(look.unclear().get(WEB).look().process()).isEqualTo(Process.NONE);
    }

    @Test
    void aRuleThatCannotBeWrittenDoesNotEndTheFirstLook() throws Exception {
        node.assign("web");
        node.found("web", 1, Phase.RUNNING);
        node.broken.add("publish services");
        assertThat(keeper.firstLook().seen()).containsOnlyKeys(WEB);
    }

    @Test
    void whatLeftAMountButNoRunIsLookedAtToo() throws Exception {
        node.mounted.add(WEB);
        Seen seen = keeper.firstLook().seen().get(WEB);
        assertThat(seen.fittings().there()).isTrue();
        assertThat(seen.process()).isEqualTo(Process.NONE);
    }

    @Test
    void aVolumeThatCannotBeReadIsLookedAtAgain() throws Exception {
        Files.createDirectories(root.resolve("volumes/broken"));
        Files.writeString(root.resolve("volumes/broken/life.json"), "{");
        node.assignments.volumes.put("data", new VolumeAssignment(1, Map.of()));
        keeper.firstLook();
        assertThat(root.resolve("volumes/data/_data")).isDirectory();
        assertThat(keeper.failed()).containsExactly(EntityKey.volume("broken"));
        Files.delete(root.resolve("volumes/broken/life.json"));
        keeper.look(EntityKey.volume("broken"));
        assertThat(keeper.failed()).isEmpty();
    }

    @Test
    void anImageThatNeverReachedTheLogGoes() throws Exception {
        var image = new ImageId("sha256:" + "c".repeat(64));
        node.images.add(image);
        node.broken.add("forget image");
        keeper.firstLook();
        assertThat(keeper.failed()).containsExactly(new EntityKey(Kind.IMAGE, image.value()));
        node.broken.clear();
        keeper.firstLook();
        assertThat(node.images).isEmpty();
    }

    @Test
    void aNetworkThatIsGoneIsForgotten() {
        keeper.look(new EntityKey(Kind.NETWORK, "net1"));
        assertThat(node.done).containsExactly("forget network net1");
    }
}
