package io.rutter.http.docker.system;

import io.rutter.engine.image.Image.LiveImage;
import java.util.Optional;

/** What else the messages about an entity name, as it was at that moment. */
interface Surroundings {
    /** The driver of a network; {@code bridge} for one that is not known. */
    String networkDriver(String networkId);

    Optional<LiveImage> image(String id);
}
