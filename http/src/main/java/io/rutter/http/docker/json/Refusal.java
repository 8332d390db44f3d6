package io.rutter.http.docker.json;

import io.rutter.engine.entity.Problem;

/** A request that cannot be understood, found somewhere deep in it. The route turns it into its answer. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    /** The request itself is wrong. */
    public static Refusal invalid(String message) {
        return new Refusal(new Problem.Invalid(message));
    }

    /** Understood, and not there yet. */
    public static Refusal missing(String message) {
        return new Refusal(new Problem.Missing(message));
    }

    public Problem problem() {
        return problem;
    }
}
