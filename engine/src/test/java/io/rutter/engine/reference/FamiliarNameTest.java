package io.rutter.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FamiliarNameTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @Test
    void oneImageHasOneNameHoweverItIsWritten() {
        for (String written : new String[] {
            "app", "app:latest", "library/app", "docker.io/app", "docker.io/library/app:latest", "index.docker.io/app"
        }) {
            assertThat(FamiliarName.parse(written)).as(written).hasValue("app:latest");
        }
    }

    @Test
    void aRegistrysPortIsNoTag() {
        assertThat(FamiliarName.parse("host:5000/team/app")).hasValue("host:5000/team/app:latest");
        assertThat(FamiliarName.parse("localhost/library/app:1")).hasValue("localhost/library/app:1");
    }

    @Test
    void aDigestStandsForTheTag() {
        assertThat(FamiliarName.parse("app:1@" + DIGEST)).hasValue("app@" + DIGEST);
    }

    @Test
    void whatIsNoReferenceIsNone() {
        for (String bad : new String[] {
            "",
            "App",
            "app:",
            "app:a b",
            "app@sha256:12",
            "a//b",
            "/app",
            "app/",
            "-app",
            "a".repeat(64),
            "x/" + "y".repeat(255)
        }) {
            assertThat(FamiliarName.parse(bad)).as(bad).isEmpty();
        }
    }
}
