package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Wire;

/**
 * How many tasks a service has.
 *
 * @param replicas for {@code REPLICATED}: how many run
 * @param maxConcurrent for {@code REPLICATED_JOB}: how many run at once
 * @param totalCompletions for {@code REPLICATED_JOB}: how many have to complete
 */
public record ServiceMode(Shape shape, long replicas, long maxConcurrent, long totalCompletions) implements Wire {
    /** The four shapes. */
    public enum Shape {
        REPLICATED("replicated"),
        GLOBAL("global"),
        REPLICATED_JOB("replicated-job"),
        GLOBAL_JOB("global-job");

        private final String word;

        Shape(String word) {
            this.word = word;
        }

        /** As Docker's filters and lists know it. */
        public String word() {
            return word;
        }
    }

    public static ServiceMode replicated(long replicas) {
        return new ServiceMode(Shape.REPLICATED, replicas, 0, 0);
    }

    public static ServiceMode global() {
        return new ServiceMode(Shape.GLOBAL, 0, 0, 0);
    }

    /** Whether tasks end by themselves and are done then. */
    public boolean isJob() {
        return shape == Shape.REPLICATED_JOB || shape == Shape.GLOBAL_JOB;
    }
}
