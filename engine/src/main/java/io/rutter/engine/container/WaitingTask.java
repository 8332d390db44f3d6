package io.rutter.engine.container;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.Copy;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A task that is wanted and has no container yet: no node takes it, or the node that did could not prepare it.
 *
 * @param image as its service names it
 * @param nodeId where it was rejected; empty while it waits for a node
 * @param message one sentence of why
 * @param reasons what each sort of node answered, a line each
 * @param rejected whether it is over: another task comes in its place
 * @param since when this was found
 */
public record WaitingTask(
        ContainerId id,
        String name,
        String image,
        TaskOwner owner,
        String nodeId,
        String message,
        List<String> reasons,
        boolean rejected,
        Instant createdAt,
        Instant since)
        implements Container {
    public WaitingTask {
        reasons = Copy.list(reasons);
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(new Claim.Name(Kind.CONTAINER, name));
    }
}
