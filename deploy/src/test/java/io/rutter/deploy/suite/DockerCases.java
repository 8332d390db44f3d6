package io.rutter.deploy.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** All case files on one engine, as JUnit's dynamic tests; keeps the rows of the table. */
final class DockerCases {
    private static final Duration IMPORT_LIMIT = Duration.ofSeconds(60);

    private final Engine engine;
    private final List<Row> rows = new ArrayList<>();

    DockerCases(Engine engine) {
        this.engine = engine;
        importBase(engine);
    }

    static Path folder() {
        return Checkout.root().resolve("deploy/src/test/cases");
    }

    /** The image `base`: the host's static busybox; nothing is pulled. */
    static void importBase(Engine engine) {
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        Outcome outcome = engine.run(
                IMPORT_LIMIT, Map.of(), "bash", "-c", "set -o pipefail; " + script + " | docker import - base");
        assertThat(outcome.isFine()).as(outcome.output()).isTrue();
    }

    /**
     * A test for each case.
     *
     * @param proof what must hold of a case that has run; fails the test otherwise
     */
    Stream<DynamicNode> tests(Consumer<Transcripts> proof) {
        String only = System.getProperty("rutter.cases", "");
        return CaseFile.below(folder()).stream()
                .filter(file -> file.path().getFileName().toString().contains(only))
                .map(file -> DynamicContainer.dynamicContainer(
                        file.heading(),
                        file.cases().stream()
                                .map(each ->
                                        DynamicTest.dynamicTest(each.title(), () -> proof.accept(run(file, each))))));
    }

    void keep() {
        // A part of the cases would overwrite the whole table.
        if (System.getProperty("rutter.cases", "").isEmpty()) {
            SideBySide.keep(engine.kind(), rows);
        }
    }

    private Transcripts run(CaseFile file, Case subject) {
        List<Result> results = new CaseRun(engine, subject).run();
        List<String> wanted = new ArrayList<>();
        List<String> got = new ArrayList<>();
        boolean fits = true;
        for (int at = 0; at < subject.steps().size(); at++) {
            Step step = subject.steps().get(at);
            Result expected = step.expectedOf(engine.kind());
            Result observed =
                    at < results.size() ? results.get(at) : new Result(List.of("(not reached)"), Outcome.OUT_OF_TIME);
            boolean same = expected.fits(observed);
            fits &= same;
            transcript(wanted, step, expected);
            transcript(got, step, same ? expected : observed);
        }
        Row.Outcome outcome =
                subject.reasonFor(engine.kind()).isPresent() ? Row.Outcome.DIFFERS_BY_DESIGN : Row.Outcome.AS_EXPECTED;
        rows.add(new Row(engine.kind(), file.heading(), subject.title(), fits ? outcome : Row.Outcome.DIFFERS));
        return new Transcripts(String.join("\n", wanted), String.join("\n", got));
    }

    private static void transcript(List<String> lines, Step step, Result result) {
        lines.add("$ " + step.command());
        lines.addAll(result.text());
    }
}
