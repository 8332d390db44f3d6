package io.rutter.deploy.suite;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.TestFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One case on one engine: all its commands in one shell, so that a variable lives from step to step. */
final class CaseRun {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration CLEANING_LIMIT = Duration.ofSeconds(40);
    /** Ends each step's output; a control character that no tool prints. */
    private static final String MARK = "\u0001";

    /** Of the case's own files; its prelude calls it {@code $D}. */
    private final Path folder;

    private final Engine engine;
    private final Case subject;

    CaseRun(Engine engine, Case subject) {
        this.engine = engine;
        this.subject = subject;
        this.folder = TestFolder.of("cases").resolve(subject.name());
    }

    /** What each step gave, in order; shorter than the steps where the time was over. */
    List<Result> run() {
        try {
            return results(shell(LIMIT, script()));
        } finally {
            shell(CLEANING_LIMIT, "clean <<'CASE'\n" + subject.script() + "\nCASE");
        }
    }

    private String script() {
        StringBuilder script = new StringBuilder();
        for (Step step : subject.steps()) {
            script.append("{ ")
                    .append(step.command())
                    .append("\n} 2>&1; printf '")
                    .append(MARK)
                    .append("%d\\n' $?\n");
        }
        return script.toString();
    }

    private Outcome shell(Duration limit, String script) {
        String prelude =
                Checkout.root().resolve("deploy/src/test/cases/prelude.sh").toString();
        Map<String, String> environment = new HashMap<>(subject.environment());
        environment.put("D", folder.toString());
        return engine.run(limit, environment, "bash", "-c", "source " + prelude + "\n" + script);
    }

    private List<Result> results(Outcome outcome) {
        List<Result> results = new ArrayList<>();
        String rest = outcome.output();
        for (int mark = rest.indexOf(MARK); mark >= 0; mark = rest.indexOf(MARK)) {
            int end = rest.indexOf('\n', mark);
            int exit = Integer.parseInt(rest.substring(mark + 1, end));
            results.add(new Result(normalised(rest.substring(0, mark)), exit));
            rest = rest.substring(end + 1);
        }
        if (results.size() < subject.steps().size()) {
            // The step that hung, or the shell's own complaint about it.
            results.add(new Result(normalised(rest), outcome.exit()));
        }
        return results;
    }

    private List<String> normalised(String output) {
        return Masks.normalised(output.replace(folder.toString(), "$D"), subject.name());
    }
}
