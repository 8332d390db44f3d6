package io.rutter.http.docker.common;

import io.rutter.engine.entity.Problem;

/**
 * Carries a refusal out of a place that can only throw: parsing within a directive. Not a bug: it becomes the answer.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public static Refused invalid(String message) {
        return new Refused(new Problem.Invalid(message));
    }
}
