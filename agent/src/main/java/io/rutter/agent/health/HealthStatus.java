package io.rutter.agent.health;

/** How a run is, as far as is known. */
enum HealthStatus {
    /** It was never well, and has not failed often enough either. */
    STARTING("starting"),
    HEALTHY("healthy"),
    UNHEALTHY("unhealthy");

    private final String word;

    HealthStatus(String word) {
        this.word = word;
    }

    /** As Docker says it. */
    String word() {
        return word;
    }
}
