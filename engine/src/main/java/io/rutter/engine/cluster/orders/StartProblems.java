package io.rutter.engine.cluster.orders;

import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.entity.Problem;

/** How a start that failed is answered: what the user got wrong is 400, what the host could not do is 500. */
final class StartProblems {
    private static final int COMMAND_NOT_EXECUTABLE = 126;
    private static final int COMMAND_NOT_FOUND = 127;

    private StartProblems() {}

    static Problem of(Run run) {
        return switch (run.exitCode()) {
            case COMMAND_NOT_EXECUTABLE, COMMAND_NOT_FOUND -> new Problem.Invalid(run.error());
            default -> new Problem.Broken(run.error());
        };
    }
}
