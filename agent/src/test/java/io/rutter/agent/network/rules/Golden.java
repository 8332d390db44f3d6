package io.rutter.agent.network.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that is compared with a stored file; {@code -Dgolden.write=true} stores it instead, to be read before it is kept. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/io/rutter/agent/network/rules");

    private Golden() {}

    static void assertSame(String file, String text) {
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(FOLDER.resolve(file), text);
            }
            assertThat(text).isEqualTo(Files.readString(FOLDER.resolve(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
