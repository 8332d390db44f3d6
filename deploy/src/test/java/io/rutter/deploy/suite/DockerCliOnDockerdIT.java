package io.rutter.deploy.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rutter.deploy.host.Dockerd;
import io.rutter.deploy.host.TestFolder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The cases are true of Docker: whatever they expect, the distribution's dockerd does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerCliOnDockerdIT {
    private @Nullable Dockerd dockerd;
    private @Nullable DockerCases cases;

    @BeforeAll
    void start() {
        assumeTrue(Dockerd.isInstalled(), "no dockerd here");
        dockerd = Dockerd.start(TestFolder.of("dockerd"));
        cases = new DockerCases(dockerd);
    }

    @TestFactory
    Stream<DynamicNode> dockerdDoesWhatTheCasesSay() {
        return cases.tests(ran -> assertThat(ran.observed()).isEqualTo(ran.expected()));
    }

    @AfterAll
    void end() {
        if (cases != null) {
            cases.keep();
        }
        if (dockerd != null) {
            dockerd.close();
        }
    }
}
