package io.rutter.engine.entity;

/** Refusals in the words of Docker's swarm mode, which name the code of the call inside it that was refused. */
public final class SwarmRefusal {
    private SwarmRefusal() {}

    public static Problem invalid(String message) {
        return new Problem.Invalid(words("InvalidArgument", message));
    }

    public static Problem precondition(String message) {
        return new Problem.Invalid(words("FailedPrecondition", message));
    }

    public static Problem missing(String message) {
        return new Problem.Missing(words("Unimplemented", message));
    }

    /** The writer knew an older version. Docker answers the same words with status 500. */
    public static Problem outOfSequence() {
        return new Problem.Conflict(words("Unknown", "update out of sequence"));
    }

    /** The message of a taken name. */
    public static String exists(String message) {
        return words("AlreadyExists", "name conflicts with an existing object: " + message);
    }

    public static String words(String code, String message) {
        return "rpc error: code = " + code + " desc = " + message;
    }
}
