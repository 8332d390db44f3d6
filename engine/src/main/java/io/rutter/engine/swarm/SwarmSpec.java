package io.rutter.engine.swarm;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is set up. Source: Docker Engine API 1.51, SwarmSpec. What is about Raft is kept and shown for Docker's clients;
 * the log here is not Raft's.
 *
 * @param taskHistory tasks kept a slot, the running one included
 * @param heartbeat how often nodes say that they are there
 * @param certificateExpiry of a node's certificate
 * @param autoLock whether managers' keys are locked
 * @param logDriver of tasks that name none; empty for the engine's default
 */
public record SwarmSpec(
        String name,
        Map<String, String> labels,
        int taskHistory,
        RaftSettings raft,
        Duration heartbeat,
        Duration certificateExpiry,
        List<ExternalAuthority> externalAuthorities,
        long forceRotate,
        boolean autoLock,
        String logDriver,
        Map<String, String> logOptions)
        implements Wire {
    public static final SwarmSpec DEFAULT = new SwarmSpec(
            "default",
            Map.of(),
            5,
            RaftSettings.DEFAULT,
            Duration.ofSeconds(5),
            Duration.ofDays(90),
            List.of(),
            0,
            false,
            "",
            Map.of());

    public SwarmSpec {
        name = Copy.text(name);
        labels = Copy.map(labels);
        externalAuthorities = Copy.list(externalAuthorities);
        logDriver = Copy.text(logDriver);
        logOptions = Copy.map(logOptions);
    }

    /** Numbers that Docker's clients send and read back. */
    public record RaftSettings(
            long snapshotInterval,
            @Nullable Long keepOldSnapshots,
            long logEntriesForSlowFollowers,
            int electionTick,
            int heartbeatTick)
            implements Wire {
        public static final RaftSettings DEFAULT = new RaftSettings(10_000, 0L, 500, 10, 1);
    }

    /** A certificate authority outside of the cluster. */
    public record ExternalAuthority(String protocol, String url, Map<String, String> options, String certificate)
            implements Wire {
        public ExternalAuthority {
            protocol = Copy.text(protocol);
            url = Copy.text(url);
            options = Copy.map(options);
            certificate = Copy.text(certificate);
        }
    }
}
