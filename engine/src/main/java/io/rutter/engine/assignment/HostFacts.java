package io.rutter.engine.assignment;

import java.util.List;
import java.util.Map;

/**
 * True values of a host, for {@code info}, {@code version} and the scheduler.
 *
 * @param bootId changes with each boot
 * @param runtimes found OCI runtimes and their versions, the default one first
 * @param capabilities what the host can do, by the names that {@code info} gives them; what is not there it cannot
 * @param warnings what limits this host, in Docker's words where it has them
 */
public record HostFacts(
        String hostname,
        String bootId,
        String kernelVersion,
        String operatingSystem,
        String osVersion,
        String architecture,
        int cpus,
        long memoryBytes,
        String cgroupVersion,
        String cgroupDriver,
        String defaultRuntime,
        Map<String, String> runtimes,
        String conmonVersion,
        String initBinary,
        String dataRoot,
        List<String> securityOptions,
        Map<String, Boolean> capabilities,
        List<String> warnings) {
    /** Whether disk time can be shared out by weight. */
    public static final String BLOCK_IO_WEIGHT = "BlkioWeight";

    /** Whether it has IPv6 addresses; {@code info} does not say so. */
    public static final String IPV6 = "IPv6";

    public boolean can(String capability) {
        return capabilities.getOrDefault(capability, false);
    }
}
