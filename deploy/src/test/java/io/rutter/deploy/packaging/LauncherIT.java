package io.rutter.deploy.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Shell;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/rutter} hands to Java; the Java here prints it. */
class LauncherIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PREPARE = """
            set -e
            mkdir -p "$2/lib" "$2/jdk/bin"
            cp -r "$1/deploy/src/main/dist/bin" "$1/deploy/src/main/dist/conf" "$2"
            printf '#!/bin/sh\\necho "%s"\\n' "$2/jdk" >"$2/bin/find-jdk"
            printf '#!/bin/sh\\nprintf "%%s\\\\n" "$@"\\n' >"$2/jdk/bin/java"
            chmod +x "$2"/bin/* "$2"/jdk/bin/*
            touch "$2/lib/rutter.aot"
            "$2/bin/rutter" version
            """;

    /** The last option on a channel counts. */
    @Test
    void aStartUpCacheThatDoesNotFitIsNotComplainedOf(@TempDir Path home) {
        Outcome said =
                Shell.run(LIMIT, "bash", "-c", PREPARE, "bash", Checkout.root().toString(), home.toString());
        assertThat(said.output().lines())
                .containsSubsequence("-Xlog:all=error:stderr", "-Xlog:aot*=off:stderr", "version");
    }
}
