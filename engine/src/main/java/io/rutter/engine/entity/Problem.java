package io.rutter.engine.entity;

/**
 * Why something was refused, as a value. The message is for people and is what Docker would say; the case becomes an HTTP
 * status in one switch, in the API.
 */
public sealed interface Problem {
    String message();

    /** No such thing (404). */
    record NotFound(String message) implements Problem {}

    /** At odds with what is there (409). */
    record Conflict(String message) implements Problem {}

    /** The request itself is wrong (400). */
    record Invalid(String message) implements Problem {}

    /** Not permitted, whoever asks (403). */
    record Forbidden(String message) implements Problem {}

    /** Who asks is not known or not believed (401). */
    record Unauthorized(String message) implements Problem {}

    /** It is so already (304). */
    record NotModified(String message) implements Problem {}

    /** Not now: try again later (503 with Retry-After). Nothing was written. */
    record Busy(String message) implements Problem {}

    /** This part is needed and not there: not a swarm manager, no leader (503). */
    record Unavailable(String message) implements Problem {}

    /** Rutter does not do this yet (501). */
    record Missing(String message) implements Problem {}

    /** The host or the machine failed (500). */
    record Broken(String message) implements Problem {}
}
