package io.rutter.engine.assignment;

import java.util.List;
import java.util.Map;

/**
 * True values of a host, for {@code info}, {@code version} and the scheduler.
 *
 * @param bootId changes with each boot
 * @param runtimes found OCI runtimes and their versions, the default one first
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
        List<String> warnings) {}
