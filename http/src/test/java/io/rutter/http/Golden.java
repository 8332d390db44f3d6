package io.rutter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Texts that must stay as they are, kept as files beside the tests. */
public final class Golden {
    private Golden() {}

    public static void check(String name, String text) throws IOException {
        try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
            String expected = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.strip()).as("golden/%s", name).isEqualTo(expected.strip());
        }
    }
}
