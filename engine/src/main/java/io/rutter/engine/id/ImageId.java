package io.rutter.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An image's id: the digest of its configuration, {@code sha256:} and 64 hexadecimal digits. */
public record ImageId(@JsonValue String value) {
    private static final String PREFIX = "sha256:";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ImageId {
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not an image id: " + value);
        }
        Hex.require64(value.substring(PREFIX.length()), "image id");
    }

    /** The 64 digits without the algorithm. */
    public String hex() {
        return value.substring(PREFIX.length());
    }

    /** The first twelve digits, as people read it. */
    public String shortId() {
        return hex().substring(0, 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
