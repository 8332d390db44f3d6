package io.rutter.http.docker.container.streams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations.Pressure;
import io.rutter.engine.assignment.ContainerOperations.Stats;
import io.rutter.engine.container.LiveContainer;
import io.rutter.http.docker.json.Json;
import org.jspecify.annotations.Nullable;

/** A sample of what a container uses, with the one before it, from which clients make percentages. */
final class StatsJson {
    private StatsJson() {}

    /** @param now null when it does not run */
    static ObjectNode stats(LiveContainer container, @Nullable Stats now, @Nullable Stats before) {
        ObjectNode object = Json.object()
                .put("read", Json.time(now == null ? null : now.at()))
                .put("preread", Json.time(before == null ? null : before.at()));
        ObjectNode pids = object.putObject("pids_stats");
        if (now != null) {
            pids.put("current", now.pids());
        }
        object.set("blkio_stats", blocks(now));
        object.put("num_procs", 0).putObject("storage_stats");
        object.set("cpu_stats", processor(now));
        object.set("precpu_stats", processor(before));
        object.set("memory_stats", memory(now));
        object.put("name", "/" + container.name()).put("id", container.id().value());
        boolean hosts = container.spec().hostConfig().network().mode().equals("host");
        if (now != null && !now.networks().isEmpty() && !hosts) { // as in Docker: the host's traffic is nobody's
            ObjectNode networks = object.putObject("networks");
            now.networks().forEach((name, counters) -> networks.set(name, network(counters)));
        }
        return object;
    }

    private static ObjectNode processor(@Nullable Stats stats) {
        ObjectNode object = Json.object();
        object.putObject("cpu_usage")
                .put("total_usage", stats == null ? 0 : stats.cpuTotalNanos())
                .put("usage_in_kernelmode", stats == null ? 0 : stats.cpuSystemNanos())
                .put("usage_in_usermode", stats == null ? 0 : stats.cpuUserNanos());
        if (stats != null) {
            object.put("system_cpu_usage", stats.hostCpuNanos()).put("online_cpus", stats.onlineCpus());
        }
        Pressure pressure = stats == null ? Pressure.NONE : stats.pressure();
        object.putObject("throttling_data")
                .put("periods", pressure.periods())
                .put("throttled_periods", pressure.throttledPeriods())
                .put("throttled_time", pressure.throttledNanos());
        return object;
    }

    private static ObjectNode memory(@Nullable Stats stats) {
        ObjectNode object = Json.object();
        if (stats != null) {
            object.put("usage", stats.memoryBytes());
            if (stats.pressure().memoryPeakBytes() > 0) {
                object.put("max_usage", stats.pressure().memoryPeakBytes());
            }
            if (stats.pressure().memoryFailures() > 0) {
                object.put("failcnt", stats.pressure().memoryFailures());
            }
            ObjectNode details = object.putObject("stats");
            stats.memoryStat().forEach(details::put);
            object.put("limit", stats.memoryLimitBytes());
        }
        return object;
    }

    private static ObjectNode blocks(@Nullable Stats stats) {
        ObjectNode object = Json.object();
        if (stats == null) {
            object.putNull("io_service_bytes_recursive");
        } else {
            ArrayNode bytes = object.putArray("io_service_bytes_recursive");
            block(bytes, "read", stats.blockReadBytes());
            block(bytes, "write", stats.blockWriteBytes());
        }
        return object.putNull("io_serviced_recursive")
                .putNull("io_queue_recursive")
                .putNull("io_service_time_recursive")
                .putNull("io_wait_time_recursive")
                .putNull("io_merged_recursive")
                .putNull("io_time_recursive")
                .putNull("sectors_recursive");
    }

    private static void block(ArrayNode bytes, String operation, long value) {
        bytes.addObject().put("major", 0).put("minor", 0).put("op", operation).put("value", value);
    }

    /** Received bytes, packets, errors, drops, then the same of what was sent. */
    private static ObjectNode network(long[] counters) {
        String[] names = {
            "rx_bytes", "rx_packets", "rx_errors", "rx_dropped", "tx_bytes", "tx_packets", "tx_errors", "tx_dropped"
        };
        ObjectNode object = Json.object();
        for (int i = 0; i < names.length; i++) {
            object.put(names[i], i < counters.length ? counters[i] : 0);
        }
        return object;
    }
}
