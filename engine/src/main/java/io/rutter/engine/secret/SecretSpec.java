package io.rutter.engine.secret;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import io.rutter.engine.labelled.LabelledSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A secret as declared. Source: Docker Engine API 1.51, SecretSpec.
 *
 * @param driver that fetches it; empty for one kept here
 * @param templating driver that fills in placeholders; empty for none
 */
public record SecretSpec(
        String name,
        Map<String, String> labels,
        SealedBytes data,
        String driver,
        Map<String, String> driverOptions,
        String templating)
        implements Wire, LabelledSpec<SecretSpec> {
    private static final int LIMIT_BYTES = 500 * 1024;

    public SecretSpec {
        name = Copy.text(name);
        labels = Copy.map(labels);
        data = data == null ? SealedBytes.NONE : data;
        driver = Copy.text(driver);
        driverOptions = Copy.map(driverOptions);
        templating = Copy.text(templating);
    }

    @Override
    public boolean keepsDataOf(SecretSpec known) {
        return data.isEmpty() || data.equals(known.data());
    }

    @Override
    public @Nullable String wrongContent() {
        if (!driver.isEmpty()) {
            return "secret driver \"" + driver + "\" not found";
        }
        return data.isEmpty() || data.sizeBytes() >= LIMIT_BYTES
                ? "secret data must be larger than 0 and less than 512000 bytes"
                : null;
    }

    @Override
    public SecretSpec withLabels(Map<String, String> newLabels) {
        return new SecretSpec(name, newLabels, data, driver, driverOptions, templating);
    }
}
