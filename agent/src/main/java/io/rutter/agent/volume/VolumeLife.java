package io.rutter.agent.volume;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Which volume a folder belongs to: lives of one name follow one another and share no file.
 *
 * @param logId of the log that has the volume
 * @param incarnation of its life, higher for a later one of the same name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VolumeLife(String logId, long incarnation) {
    boolean isOfAnotherLogThan(VolumeLife other) {
        return !logId.equals(other.logId);
    }
}
