package io.rutter.engine.secret;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import io.rutter.engine.labelled.LabelledSpec;

/**
 * What a secret holds, as it stays in the log.
 *
 * @param keyId which key opens it; empty while nothing is sealed yet
 * @param base64 the sealed bytes
 */
public record SealedBytes(String keyId, String base64) implements Wire {
    public static final SealedBytes NONE = new SealedBytes("", "");

    public SealedBytes {
        keyId = Copy.text(keyId);
        base64 = Copy.text(base64);
    }

    public boolean isEmpty() {
        return base64.isEmpty();
    }

    /** How many bytes it is, sealed. */
    public int sizeBytes() {
        return LabelledSpec.bytesOf(base64);
    }

    /** Never the bytes: what is printed ends up in logs. */
    @Override
    public String toString() {
        return "sealed[" + sizeBytes() + " bytes]";
    }
}
