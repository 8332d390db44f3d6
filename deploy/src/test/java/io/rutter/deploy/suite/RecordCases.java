package io.rutter.deploy.suite;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Dockerd;
import io.rutter.deploy.host.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes into case files what dockerd answers: for whoever adds a case. Writes the commands, runs this, reads the change.
 * Arguments: dockerd's folder (see dockerd-beside), then the names of case files.
 */
final class RecordCases {
    private RecordCases() {}

    public static void main(String[] arguments) throws IOException {
        Engine engine = new Dockerd(Path.of(arguments[0]));
        for (int at = 1; at < arguments.length; at++) {
            Path path = Checkout.root().resolve("deploy/src/test/cases").resolve(arguments[at] + ".cases");
            CaseFile file = CaseFile.read(path);
            List<Case> recorded =
                    file.cases().stream().map(each -> recorded(engine, each)).toList();
            Files.writeString(path, new CaseFile(path, file.heading(), recorded).text());
        }
    }

    /** What fits already stays as it is written: it may hold wildcards. */
    private static Case recorded(Engine engine, Case subject) {
        List<Result> results = new CaseRun(engine, subject).run();
        List<Step> steps = new ArrayList<>();
        for (int at = 0; at < subject.steps().size(); at++) {
            Step step = subject.steps().get(at);
            boolean fits = at < results.size() && step.expectedOf(engine.kind()).fits(results.get(at));
            steps.add(at >= results.size() || fits ? step : step.answered(engine.kind(), results.get(at)));
        }
        return new Case(subject.title(), subject.notes(), steps);
    }
}
