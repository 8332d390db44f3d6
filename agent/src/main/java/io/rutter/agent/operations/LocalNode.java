package io.rutter.agent.operations;

import io.rutter.agent.reconcile.Agent;
import io.rutter.agent.reconcile.NodeParts;
import io.rutter.engine.assignment.ContainerOperations;
import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.assignment.ImageOperations;
import io.rutter.engine.assignment.NodeOperations;
import io.rutter.engine.assignment.ReportSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The operations of this machine. It is there before its agent: {@link #serve} lets callers through. */
public final class LocalNode implements NodeOperations {
    private final NodeParts parts;
    private final HostFacts facts;
    private final CompletableFuture<Agent> agent = new CompletableFuture<>();
    private final CompletableFuture<ReportSink> reports = new CompletableFuture<>();
    private final LocalContainers containers;

    public LocalNode(NodeParts parts, HostFacts facts) {
        this.parts = parts;
        this.facts = facts;
        this.containers = new LocalContainers(parts, agent, reports);
    }

    public void serve(Agent running, ReportSink sink) {
        reports.complete(sink);
        agent.complete(running);
    }

    @Override
    public ContainerOperations containers() {
        return containers;
    }

    @Override
    public ImageOperations images() {
        return parts.images();
    }

    @Override
    public boolean pathExists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public OptionalLong volumeSizeBytes(String name) throws IOException {
        return parts.volumes().sizeBytes(name);
    }

    @Override
    public HostFacts host() {
        return facts;
    }
}
