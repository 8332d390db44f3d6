package io.rutter.engine.config;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A config as declared. Source: Docker Engine API 1.51, ConfigSpec.
 *
 * @param data what it holds, in base64
 * @param templating driver that fills in placeholders; empty for none
 */
public record ConfigSpec(String name, Map<String, String> labels, String data, String templating) implements Wire {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?");
    private static final int NAME_LENGTH = 64;
    private static final int MOST_BYTES = 1000 * 1024;

    public ConfigSpec {
        name = Copy.text(name);
        labels = Copy.map(labels);
        data = Copy.text(data);
        templating = Copy.text(templating);
    }

    /** What is wrong with it; null for nothing. */
    @Nullable
    String wrong() {
        if (name.isEmpty()) {
            return "name must be provided";
        }
        if (name.length() > NAME_LENGTH || !NAME.matcher(name).matches()) {
            return "invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and end character must be"
                    + " [a-zA-Z0-9]";
        }
        int sizeBytes = data.length() / 4 * 3;
        return data.isEmpty() || sizeBytes > MOST_BYTES + 2
                ? "config data must be larger than 0 and less than 1024000 bytes"
                : null;
    }

    ConfigSpec withLabels(Map<String, String> newLabels) {
        return new ConfigSpec(name, newLabels, data, templating);
    }
}
