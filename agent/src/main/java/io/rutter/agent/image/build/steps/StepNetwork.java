package io.rutter.agent.image.build.steps;

import io.rutter.engine.container.Endpoint;
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
     */
    Place open(String stepId, String mode) throws IOException;

    /** Takes it away again. Nothing there is fine. */
    void close(String stepId) throws IOException;

    /**
     * A step's place on networks.
     *
     * @param namespace to join; empty for the host's
     * @param endpoints with the step's addresses
     * @param resolvConf text of its resolv.conf
     */
    record Place(Optional<Path> namespace, List<Endpoint> endpoints, String resolvConf) {
        public Place {
            endpoints = List.copyOf(endpoints);
        }
    }
}
