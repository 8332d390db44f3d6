package io.rutter.persistence.journal;

/** How the process ends when the log can't be written any more: what follows would be built on what may not be there. */
@FunctionalInterface
public interface Fatal {
    /**
     * Ends the process, soon and without a further write. Called at most once, from any thread.
     *
     * @param message what happened and what to do, for the operator
     */
    void end(String message, Throwable cause);
}
