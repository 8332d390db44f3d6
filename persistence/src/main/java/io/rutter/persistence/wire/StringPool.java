package io.rutter.persistence.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives one object for equal texts, since names of images, nodes and labels come again and again. It forgets by overwriting, so
 * it needs no lock and no bound beyond its size.
 */
final class StringPool extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1;
    private static final int SLOTS = 8_192;
    private static final int LONGEST = 128;

    private final transient @Nullable String[] slots = new String[SLOTS];

    StringPool() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return pooled(StringDeserializer.instance.deserialize(parser, context));
    }

    private String pooled(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String held = slots[slot];
        if (held != null && held.equals(text)) {
            return held;
        }
        slots[slot] = text;
        return text;
    }
}
