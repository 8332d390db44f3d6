package io.rutter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.EngineBuild;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void mavenSaysWhatWasBuiltAndWhen() {
        EngineBuild build = Version.build();
        assertThat(build.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(Instant.parse(build.time())).isAfter(Instant.parse("2025-01-01T00:00:00Z"));
        // in a checkout the commit is known; sources from elsewhere have none
        assertThat(build.commit()).matches("[0-9a-f]{7,40}|unknown");
        if (build.commit().equals(EngineBuild.UNKNOWN)) {
            assertThat(Files.exists(Checkout.root().resolve(".git/HEAD"))).isFalse();
        }
    }
}
