package io.rutter.engine.assignment;

import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.id.ContainerId;
import java.util.concurrent.CompletionStage;

/** Where an agent's reports go. */
public interface ReportSink {
    /**
     * Journals what was seen.
     *
     * @param cause offset of the entry that led to it: the assignment's, or 0
     * @return completed once the report is durable, so that the node may forget its evidence
     */
    CompletionStage<Void> report(ContainerId id, ContainerReport report, long cause);
}
