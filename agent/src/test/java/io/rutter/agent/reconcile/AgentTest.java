package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunExit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
    /** Shorter than the first look waits for what does not come to rest. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    Path root;

    private FakeNode node;
    private Agent agent;

    @BeforeEach
    void open() {
        node = new FakeNode(root);
        agent = new Agent(node.parts, node.assignments, node.reports(), FakeNode.LOG, _ -> -1);
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
    }

    @Test
    void aContainerThatCannotBeLookedAtDoesNotHoldUpTheStartAndIsSeenLater() throws Exception {
        node.assign("web");
        node.found("web", 1, FoundRun.Phase.RUNNING);
        node.broken.add("look web.1");
        assertTimeoutPreemptively(LIMIT, agent::start);
        assertThat(agent.currentRun(FakeNode.id("web"))).isEmpty();
        node.broken.clear();
        agent.settled(FakeNode.id("web"), 0).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(agent.currentRun(FakeNode.id("web"))).isPresent();
    }

    @Test
    void whoWaitsForARunOfAContainerThatIsGoneIsToldSo() throws Exception {
        agent.start();
        var run = agent.currentOrNextRun(FakeNode.id("gone"));
        assertThatThrownBy(() -> run.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .rootCause()
                .hasMessageContaining("was removed");
    }

    @Test
    void anEndThatComesAfterTheFirstLookIsToldAndClearedAway() throws Exception {
        node.assign("web");
        var stamp = node.found("web", 1, FoundRun.Phase.RUNNING);
        agent.start();
        node.assignments.containers.clear();
        node.exits.accept(new RunExit(stamp, 0, true, false, FakeNode.NOW));
        agent.settled(FakeNode.id("web"), Long.MAX_VALUE).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(node.done)
                .containsSubsequence(
                        "adopt web.1", "delete web.1", "release network of web", "report HostReleased of web");
    }
}
