package io.rutter.http.docker.container.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of an update: what is said changes, the rest stays. */
public final class UpdateBody {
    private UpdateBody() {}

    /** @param policy null when it stays */
    public record Read(Resources resources, @Nullable RestartPolicy policy, List<String> warnings) {}

    public static Read read(JsonNode body, LiveContainer container, HostRules rules) {
        Fields fields = Fields.of(body, "container.UpdateConfig");
        Unsupported.check(fields);
        Optional<Fields> policy = fields.object("RestartPolicy", "container.RestartPolicy");
        boolean named = policy.map(given -> !given.text("Name").isEmpty()).orElse(false);
        Resources asked = ResourcesBody.read(fields);
        List<String> warnings = rules.check(asked.memoryBytes() == 0 ? withoutSwap(asked) : asked);
        return new Read(
                rules.settled(merged(container, container.spec().hostConfig().resources(), asked)),
                named ? HostConfigBody.restartPolicy(policy) : null,
                warnings);
    }

    /** Swap alone may be changed where a memory limit is there already. */
    private static Resources withoutSwap(Resources asked) {
        return new Resources(
                0,
                asked.memoryReservationBytes(),
                0,
                asked.memorySwappiness(),
                null,
                asked.nanoCpus(),
                asked.cpuShares(),
                asked.cpuPeriodMicros(),
                asked.cpuQuotaMicros(),
                0,
                0,
                asked.cpusetCpus(),
                asked.cpusetMems(),
                asked.pidsLimit(),
                asked.blkioWeight(),
                List.of(),
                List.of(),
                List.of(),
                "",
                asked.blockLimits());
    }

    private static Resources merged(LiveContainer container, Resources old, Resources asked) {
        long memory = or(asked.memoryBytes(), old.memoryBytes());
        long swap = or(asked.memorySwapBytes(), old.memorySwapBytes());
        if (asked.memoryBytes() != 0 && asked.memorySwapBytes() == 0 && swap > 0 && swap < memory) {
            throw new Refused(new Problem.Conflict("Cannot update container " + container.id()
                    + ": Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the"
                    + " same time"));
        }
        refuseTwoShares(container, old, asked);
        return new Resources(
                memory,
                or(asked.memoryReservationBytes(), old.memoryReservationBytes()),
                swap,
                asked.memorySwappiness() == null ? old.memorySwappiness() : asked.memorySwappiness(),
                old.oomKillDisable(),
                or(asked.nanoCpus(), old.nanoCpus()),
                or(asked.cpuShares(), old.cpuShares()),
                or(asked.cpuPeriodMicros(), old.cpuPeriodMicros()),
                or(asked.cpuQuotaMicros(), old.cpuQuotaMicros()),
                old.cpuRealtimePeriodMicros(),
                old.cpuRealtimeRuntimeMicros(),
                asked.cpusetCpus().isEmpty() ? old.cpusetCpus() : asked.cpusetCpus(),
                asked.cpusetMems().isEmpty() ? old.cpusetMems() : asked.cpusetMems(),
                asked.pidsLimit() == null ? old.pidsLimit() : asked.pidsLimit(),
                asked.blkioWeight() == 0 ? old.blkioWeight() : asked.blkioWeight(),
                old.ulimits(),
                old.devices(),
                old.deviceCgroupRules(),
                old.cgroupParent(),
                old.blockLimits());
    }

    /** A share of the processors is given as a number of them, or as a quota of a period. */
    private static void refuseTwoShares(LiveContainer container, Resources old, Resources asked) {
        boolean cfs = asked.cpuPeriodMicros() != 0 || asked.cpuQuotaMicros() != 0;
        if (asked.nanoCpus() != 0 && (old.cpuPeriodMicros() != 0 || old.cpuQuotaMicros() != 0)) {
            throw new Refused(new Problem.Conflict("Cannot update container " + container.id()
                    + ": Conflicting options: Nano CPUs cannot be updated as CPU "
                    + (old.cpuQuotaMicros() == 0 ? "Period" : "Quota") + " has already been set"));
        }
        if (cfs && old.nanoCpus() != 0) {
            throw new Refused(new Problem.Conflict("Cannot update container " + container.id()
                    + ": Conflicting options: CPU " + (asked.cpuPeriodMicros() == 0 ? "Quota" : "Period")
                    + " cannot be updated as NanoCPUs has already been set"));
        }
    }

    private static long or(long asked, long old) {
        return asked == 0 ? old : asked;
    }
}
