package io.rutter.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A container's id: 64 lower-case hexadecimal digits. */
public record ContainerId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ContainerId {
        Hex.require64(value, "container id");
    }

    /** The first twelve digits, as people read it. */
    public String shortId() {
        return value.substring(0, 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
