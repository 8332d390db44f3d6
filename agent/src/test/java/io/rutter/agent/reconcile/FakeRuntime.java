package io.rutter.agent.reconcile;

import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The processes of a {@link FakeNode}. */
final class FakeRuntime {
    private final FakeNode node;

    FakeRuntime(FakeNode node) {
        this.node = node;
    }

    private static String words(RunKey key) {
        return FakeNode.name(key.containerId()) + "." + key.run();
    }

    void onExit(Consumer<RunExit> listener) {
        node.exits = listener;
    }

    StartResult create(RunOrder order) throws IOException {
        node.does("create " + words(order.stamp().key()));
        return node.failsToBeMade == null ? new StartResult.Created(42) : node.failsToBeMade;
    }

    StartResult start(RunKey key) throws IOException {
        node.does("start " + words(key));
        return new StartResult.Running(42, FakeNode.NOW);
    }

    List<RunStamp> stamps() {
        return List.copyOf(node.runs.keySet());
    }

    FoundRun look(RunStamp stamp) throws IOException {
        node.does("look " + words(stamp.key()));
        FoundRun found = node.runs.get(stamp);
        return found == null ? new FoundRun(stamp, FoundRun.Phase.PREPARED, 0, null) : found;
    }

    void adopt(FoundRun found) throws IOException {
        node.does("adopt " + words(found.stamp().key()));
    }

    void delete(RunKey key) throws IOException {
        node.does("delete " + words(key));
        node.runs.keySet().removeIf(stamp -> stamp.key().equals(key));
    }

    boolean signal(RunKey key, int signal) throws IOException {
        node.does("signal " + signal + " to " + words(key));
        return true;
    }

    void pause(RunKey key) throws IOException {
        node.does("pause " + words(key));
    }

    void resume(RunKey key) throws IOException {
        node.does("resume " + words(key));
    }

    void update(RunKey key, Resources limits) throws IOException {
        if (node.broken.contains("update " + words(key))) {
            throw new RefusedException(new Problem.Broken("no room"));
        }
        node.does("update " + words(key));
    }
}
