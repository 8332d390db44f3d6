package io.rutter.engine.secret;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.Map;
import java.util.regex.Pattern;
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
        implements Wire {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?");
    private static final int NAME_LENGTH = 64;
    private static final int MOST_BYTES = 500 * 1024;

    public SecretSpec {
        name = Copy.text(name);
        labels = Copy.map(labels);
        data = data == null ? SealedBytes.NONE : data;
        driver = Copy.text(driver);
        driverOptions = Copy.map(driverOptions);
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
        if (!driver.isEmpty()) {
            return "secret driver \"" + driver + "\" not found";
        }
        return data.isEmpty() || data.sizeBytes() >= MOST_BYTES
                ? "secret data must be larger than 0 and less than 512000 bytes"
                : null;
    }

    SecretSpec withLabels(Map<String, String> newLabels) {
        return new SecretSpec(name, newLabels, data, driver, driverOptions, templating);
    }
}
