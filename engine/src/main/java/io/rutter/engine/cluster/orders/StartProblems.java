package io.rutter.engine.cluster.orders;

import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.entity.Problem;

/** How a start that failed is answered: what the user got wrong is 400 or 409, what the host could not do is 500. */
final class StartProblems {
    private StartProblems() {}

    static Problem of(Run run) {
        StartFault fault = run.fault() == null ? StartFault.HOST : run.fault();
        return switch (fault) {
            case REQUEST -> new Problem.Invalid(run.error());
            case CONFLICT -> new Problem.Conflict(run.error());
            case HOST -> new Problem.Broken(run.error());
        };
    }
}
