package io.rutter.agent.runtime;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Whose run it is. Written into the bundle before the process exists, so a run can neither be started twice nor taken for
 * another's.
 *
 * @param logId of the log that ordered it
 * @param epoch of the log when it was ordered
 * @param incarnation of the container's life
 * @param generation of what was desired
 * @param cause offset of the entry that led to it
 * @param logFile where its output goes
 */
@JsonIgnoreProperties(ignoreUnknown = true) // a later engine may have said more
public record RunStamp(
        String logId,
        long epoch,
        String containerId,
        long incarnation,
        long generation,
        long run,
        long cause,
        String logFile) {
    @JsonIgnore
    public RunKey key() {
        return new RunKey(containerId, run);
    }
}
