package io.rutter.persistence.wire;

import java.util.ArrayList;

/** The codec of the engine with a type more, for harnesses that store what the engine never does. */
public final class TestCodecs {
    private static final int ID = 1_000_000;

    private TestCodecs() {}

    public static WireCodec with(Class<?> type) {
        var types = new ArrayList<>(WireTypes.ALL);
        types.add(WireType.type(ID, type.getSimpleName(), type));
        return new WireCodec(types);
    }
}
