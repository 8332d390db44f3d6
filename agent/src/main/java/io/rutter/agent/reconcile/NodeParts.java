package io.rutter.agent.reconcile;

import io.rutter.agent.image.NodeImages;
import io.rutter.agent.network.NodeNetwork;
import io.rutter.agent.runtime.Runtime;
import io.rutter.agent.runtime.logs.KeptLogs;
import io.rutter.agent.volume.VolumeHost;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a node does its work with.
 *
 * @param containers folder with one folder for each container: its log and its files under /etc
 * @param keptLogs logs of removed ones
 */
public record NodeParts(
        Runtime runtime,
        NodeNetwork network,
        NodeImages images,
        VolumeHost volumes,
        Path containers,
        KeptLogs keptLogs,
        InstantSource clock) {
    /** Where a container's own files lie. */
    public Path home(String containerId) {
        return containers.resolve(containerId);
    }

    /** Where its output goes. */
    public Path logFile(String containerId) {
        return home(containerId).resolve(containerId + ".log");
    }
}
