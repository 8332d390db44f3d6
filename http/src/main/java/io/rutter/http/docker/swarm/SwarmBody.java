package io.rutter.http.docker.swarm;

import io.rutter.engine.entity.Problem;
import io.rutter.engine.swarm.SwarmSpec;
import io.rutter.engine.swarm.SwarmSpec.ExternalAuthority;
import io.rutter.engine.swarm.SwarmSpec.RaftSettings;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code SwarmSpec} in a request; what is not said keeps what it was. */
final class SwarmBody {
    private static final Duration LEAST_EXPIRY = Duration.ofHours(1);

    private SwarmBody() {}

    static SwarmSpec read(Fields spec, SwarmSpec before) {
        Fields raft = part(spec, "Raft");
        Fields authority = part(spec, "CAConfig");
        Fields defaults = part(spec, "TaskDefaults");
        Fields log = part(defaults, "LogDriver");
        var read = new SwarmSpec(
                spec.text("Name").isEmpty() ? before.name() : spec.text("Name"),
                spec.has("Labels") ? spec.textMap("Labels") : before.labels(),
                (int) orElse(
                        part(spec, "Orchestration").numberOrNull("TaskHistoryRetentionLimit"), before.taskHistory()),
                raft(raft, before.raft()),
                nanos(part(spec, "Dispatcher"), "HeartbeatPeriod", before.heartbeat()),
                nanos(authority, "NodeCertExpiry", before.certificateExpiry()),
                authority.has("ExternalCAs") ? authorities(authority) : before.externalAuthorities(),
                authority.number("ForceRotate"),
                part(spec, "EncryptionConfig").bool("AutoLockManagers"),
                defaults.has("LogDriver") ? log.text("Name") : before.logDriver(),
                defaults.has("LogDriver") ? log.textMap("Options") : before.logOptions());
        check(read, before);
        return read;
    }

    private static void check(SwarmSpec spec, SwarmSpec before) {
        if (spec.autoLock()) {
            throw missing("Rutter does not lock managers' keys yet: leave autolock off");
        }
        if (!spec.externalAuthorities().isEmpty() || spec.forceRotate() != before.forceRotate()) {
            throw missing("Rutter has no certificate authority yet: a cluster has one node");
        }
        if (spec.certificateExpiry().compareTo(LEAST_EXPIRY) < 0) {
            throw Refused.invalid("rpc error: code = InvalidArgument desc = minimum certificate expiry time is 1h0m0s");
        }
        if (spec.taskHistory() < 0) {
            throw Refused.invalid(
                    "rpc error: code = InvalidArgument desc = task history retention limit cannot be negative");
        }
    }

    static Refused missing(String sentence) {
        return new Refused(new Problem.Missing(sentence));
    }

    private static Fields part(Fields fields, String name) {
        return fields.within(name, "swarm." + name);
    }

    private static long orElse(@Nullable Long given, long before) {
        return given == null ? before : given;
    }

    private static Duration nanos(Fields fields, String name, Duration before) {
        long nanos = fields.number(name);
        return nanos == 0 ? before : Duration.ofNanos(nanos);
    }

    private static RaftSettings raft(Fields raft, RaftSettings before) {
        return new RaftSettings(
                given(raft.number("SnapshotInterval"), before.snapshotInterval()),
                raft.has("KeepOldSnapshots") ? raft.numberOrNull("KeepOldSnapshots") : before.keepOldSnapshots(),
                given(raft.number("LogEntriesForSlowFollowers"), before.logEntriesForSlowFollowers()),
                (int) given(raft.number("ElectionTick"), before.electionTick()),
                (int) given(raft.number("HeartbeatTick"), before.heartbeatTick()));
    }

    private static long given(long number, long before) {
        return number == 0 ? before : number;
    }

    private static List<ExternalAuthority> authorities(Fields authority) {
        return authority.objects("ExternalCAs", "swarm.ExternalCA").stream()
                .map(each -> new ExternalAuthority(
                        each.text("Protocol"),
                        each.text("URL"),
                        Map.copyOf(each.textMap("Options")),
                        each.text("CACert")))
                .toList();
    }
}
