package io.rutter.http.docker.swarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import io.rutter.engine.swarm.SwarmSpec;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.json.Sparse;

/** The cluster in an answer. */
final class SwarmJson {
    private SwarmJson() {}

    /** As {@code info} shows it: without tokens. */
    static ObjectNode cluster(LiveSwarm swarm) {
        ObjectNode json = Json.object().put("ID", swarm.clusterId());
        json.putObject("Version").put("Index", swarm.version());
        json.put("CreatedAt", Json.time(swarm.createdAt())).put("UpdatedAt", Json.time(swarm.updatedAt()));
        json.set("Spec", spec(swarm.spec()));
        json.putObject("TLSInfo");
        json.put("RootRotationInProgress", false);
        json.put("DataPathPort", swarm.dataPathPort());
        json.set("DefaultAddrPool", Json.texts(swarm.addressPools()));
        json.put("SubnetSize", swarm.subnetPrefixLength());
        return json;
    }

    static ObjectNode swarm(LiveSwarm swarm) {
        ObjectNode json = cluster(swarm);
        json.putObject("JoinTokens").put("Worker", swarm.workerToken()).put("Manager", swarm.managerToken());
        return json;
    }

    private static ObjectNode spec(SwarmSpec spec) {
        ObjectNode json = Json.object().put("Name", spec.name());
        json.set("Labels", Json.map(spec.labels()));
        json.putObject("Orchestration").put("TaskHistoryRetentionLimit", spec.taskHistory());
        var raft = spec.raft();
        ObjectNode shown = json.putObject("Raft").put("SnapshotInterval", raft.snapshotInterval());
        Long kept = raft.keepOldSnapshots();
        if (kept != null) {
            shown.put("KeepOldSnapshots", kept.longValue());
        }
        shown.put("LogEntriesForSlowFollowers", raft.logEntriesForSlowFollowers())
                .put("ElectionTick", raft.electionTick())
                .put("HeartbeatTick", raft.heartbeatTick());
        json.putObject("Dispatcher").put("HeartbeatPeriod", spec.heartbeat().toNanos());
        ObjectNode authority = json.putObject("CAConfig")
                .put("NodeCertExpiry", spec.certificateExpiry().toNanos());
        if (spec.forceRotate() != 0) {
            authority.put("ForceRotate", spec.forceRotate());
        }
        json.set(
                "TaskDefaults",
                new Sparse()
                        .node(
                                "LogDriver",
                                new Sparse()
                                        .text("Name", spec.logDriver())
                                        .map("Options", spec.logOptions())
                                        .object())
                        .object());
        json.putObject("EncryptionConfig").put("AutoLockManagers", spec.autoLock());
        return json;
    }
}
