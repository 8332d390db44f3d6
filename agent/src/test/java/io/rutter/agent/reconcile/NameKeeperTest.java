package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.network.NetworkSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameKeeperTest {
    private static final String WEB = FakeNode.id("web");

    private static final NetworkSpec SPEC = new NetworkSpec(
            "net1", "bridge", "local", false, false, false, false, Map.of(), Map.of(), "default", Map.of(), List.of());

    @TempDir
    Path root;

    /** What waits, with how long. */
    private record Waiting(Runnable work, Duration pause) {}

    private final List<Runnable> begun = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private FakeNode node;
    private NameKeeper names;

    @BeforeEach
    void open() {
        node = new FakeNode(root);
        node.assignments.networks.put("net1", new NetworkAssignment("net1", SPEC, List.of(), List.of()));
        names = new NameKeeper(
                node.parts.network(),
                node.assignments,
                begun::add,
                (work, pause) -> waiting.add(new Waiting(work, pause)));
    }

    private static Endpoint on(String network, String address) {
        return new Endpoint(network, network, "e1", address, 16, "10.0.0.1", "02:42:0a:00:00:02", List.of());
    }

    private void run() {
        List<Runnable> now = List.copyOf(begun);
        begun.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void aContainerThatComesChangesTheNamesOfItsNetworks() {
        node.assign("web", on("net1", "10.0.0.2"));
        names.containerChanged(WEB);
        run();
        assertThat(node.done).containsExactly("apply network net1");
    }

    @Test
    void aNewNameOfAContainerChangesTheNamesOfItsNetworks() {
        node.assign("web", on("net1", "10.0.0.2"));
        names.containerChanged(WEB);
        run();
        node.done.clear();
        node.rename("web", "shop");
        names.containerChanged(WEB);
        run();
        assertThat(node.done).containsExactly("apply network net1");
    }

    @Test
    void whatDoesNotShowInNamesChangesNothing() {
        node.assign("web", on("net1", "10.0.0.2"));
        names.containerChanged(WEB);
        run();
        node.done.clear();
        names.containerChanged(WEB);
        assertThat(begun).isEmpty();
    }

    @Test
    void changesThatComeBeforeTheRoundAreOneRound() {
        node.assign("web", on("net1", "10.0.0.2"));
        node.assign("db", on("net1", "10.0.0.3"));
        names.containerChanged(WEB);
        names.containerChanged(FakeNode.id("db"));
        run();
        assertThat(node.done).containsExactly("apply network net1");
    }

    @Test
    void aChangeOfServicesPublishesTheirPortsAgain() {
        names.servicesChanged();
        run();
        assertThat(node.done).containsExactly("apply network net1", "publish services");
    }

    @Test
    void whatFailsIsTriedAgainOnceHoweverOftenItFails() {
        node.broken.add("apply network net1");
        node.broken.add("publish services");
        for (int i = 0; i < 3; i++) {
            names.servicesChanged();
            run();
        }
        assertThat(waiting).hasSize(1);
        node.broken.clear();
        waiting.removeFirst().work().run();
        run();
        assertThat(node.done).containsExactly("apply network net1", "publish services");
        assertThat(waiting).isEmpty();
    }

    @Test
    void whatStaysBrokenIsTriedLessAndLessOften() {
        node.broken.add("publish services");
        names.servicesChanged();
        run();
        Duration first = waiting.getFirst().pause();
        waiting.removeFirst().work().run();
        run();
        assertThat(waiting.getFirst().pause()).isGreaterThan(first);
        node.broken.clear();
        waiting.removeFirst().work().run();
        run();
        node.broken.add("publish services");
        names.servicesChanged();
        run();
        assertThat(waiting.getFirst().pause()).isEqualTo(first);
    }
}
