package io.rutter.agent.runtime;

/**
 * Which run of which container.
 *
 * @param containerId 64 hexadecimal digits
 * @param run number, from 1
 */
public record RunKey(String containerId, long run) {
    /** As it stands in file names and as the runtime knows it. */
    public String runtimeId() {
        return containerId + "." + run;
    }
}
