package io.rutter.engine.reconcile.service;

/** What has become of a task, in the words of Docker's swarm mode. */
public enum TaskPhase {
    /** No node takes it now. */
    PENDING("pending"),
    /** Its container is declared and waits to be started. */
    READY("ready"),
    /** It is being started, or is not healthy yet. */
    STARTING("starting"),
    RUNNING("running"),
    /** It ended by itself, well. */
    COMPLETE("complete"),
    /** It ended because its service wanted it to. */
    SHUTDOWN("shutdown"),
    /** It ended by itself, badly. */
    FAILED("failed"),
    /** A node could not prepare it. */
    REJECTED("rejected");

    private final String word;

    TaskPhase(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether nothing of it runs and nothing will. */
    public boolean over() {
        return switch (this) {
            case PENDING, READY, STARTING, RUNNING -> false;
            case COMPLETE, SHUTDOWN, FAILED, REJECTED -> true;
        };
    }
}
