package io.rutter.engine.config;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import io.rutter.engine.labelled.LabelledSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A config as declared. Source: Docker Engine API 1.51, ConfigSpec.
 *
 * @param data what it holds, in base64
 * @param templating driver that fills in placeholders; empty for none
 */
public record ConfigSpec(String name, Map<String, String> labels, String data, String templating)
        implements Wire, LabelledSpec<ConfigSpec> {
    private static final int LIMIT_BYTES = 1000 * 1024;

    public ConfigSpec {
        name = Copy.text(name);
        labels = Copy.map(labels);
        data = Copy.text(data);
        templating = Copy.text(templating);
    }

    @Override
    public boolean keepsDataOf(ConfigSpec known) {
        return data.isEmpty() || data.equals(known.data());
    }

    @Override
    public @Nullable String wrongContent() {
        return data.isEmpty() || LabelledSpec.bytesOf(data) >= LIMIT_BYTES
                ? "config data must be larger than 0 and less than 1024000 bytes"
                : null;
    }

    @Override
    public ConfigSpec withLabels(Map<String, String> newLabels) {
        return new ConfigSpec(name, newLabels, data, templating);
    }
}
