package io.rutter.deploy.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.GivenEngine;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.TestFolder;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The unchanged docker CLI against Rutter. Starts the distribution's engine, or takes the one whose socket is in the
 * environment variable RUTTER_IT_HOST.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerCliOnRutterIT {
    private @Nullable Engine rutter;
    private @Nullable DockerCases cases;

    @BeforeAll
    void start() {
        String given = System.getenv("RUTTER_IT_HOST");
        rutter = given == null
                ? Rutter.start(TestFolder.of("rutter"))
                : new GivenEngine("rutter", Path.of(given.replaceFirst("^unix://", "")));
        cases = new DockerCases(rutter);
    }

    @TestFactory
    Stream<DynamicNode> rutterDoesWhatTheCasesSay() {
        return cases.tests(ran -> assertThat(ran.observed()).isEqualTo(ran.expected()));
    }

    @AfterAll
    void end() {
        if (cases != null) {
            cases.keep();
        }
        if (rutter != null) {
            rutter.close();
        }
    }
}
