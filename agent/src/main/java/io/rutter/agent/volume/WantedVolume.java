package io.rutter.agent.volume;

import java.util.Map;

/**
 * A volume that shall be there.
 *
 * @param options of the driver {@code local}, checked before
 */
public record WantedVolume(VolumeLife life, Map<String, String> options) {
    public WantedVolume {
        options = Map.copyOf(options);
    }
}
