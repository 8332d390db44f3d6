package io.rutter.agent.image.build.run;

import io.rutter.agent.network.EtcTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Networks for build steps. */
public interface StepNetwork {
    /**
     * Makes a step's network. Refuses a mode that there is not.
     *
     * @param stepId 64 hexadecimal digits, as a container's
     * @param mode {@code default}, {@code none}, {@code host}
     * @param extraHosts {@code name:address}, for its hosts file
     */
    Place open(String stepId, String mode, List<String> extraHosts) throws IOException;

    /** Takes it away again. Nothing there is fine. */
    void close(String stepId) throws IOException;

    /**
     * A step's place on networks.
     *
     * @param namespace to join; empty for the host's
     * @param etc what it reads of them
     */
    record Place(Optional<Path> namespace, EtcTexts etc) {}
}
