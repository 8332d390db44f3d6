package io.rutter.engine.cluster;

import io.rutter.engine.assignment.ReportSink;
import io.rutter.engine.cluster.orders.RequestIds;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A local agent's reports, as orders to the entities that they are about. */
final class JournaledReports implements ReportSink {
    private final Commands commands;
    private final RequestIds ids;
    private final String nodeId;

    JournaledReports(Commands commands, RequestIds ids, String nodeId) {
        this.commands = commands;
        this.ids = ids;
        this.nodeId = nodeId;
    }

    @Override
    public CompletionStage<Void> report(ContainerId id, ContainerReport report, long cause) {
        return commands.send(EntityKey.container(id), new Report(report), ids.node(nodeId, cause))
                .thenCompose(JournaledReports::taken);
    }

    /** A report that could not be written is sent again by the agent: its evidence is still there. */
    private static CompletionStage<Void> taken(Reply reply) {
        return switch (reply) {
            case Reply.Done _ -> CompletableFuture.completedFuture(null);
            case Reply.Refused refused ->
                CompletableFuture.failedFuture(
                        new IllegalStateException(refused.problem().message()));
        };
    }
}
