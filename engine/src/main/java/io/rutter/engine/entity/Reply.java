package io.rutter.engine.entity;

/** What a sender hears once the outcome is durable. */
public sealed interface Reply {
    /**
     * @param first offset of the first entry written; equal to last + 1 when nothing had to change
     * @param last offset of the last entry written, which World has reached when this is heard
     * @param state after that entry
     * @param repeated whether an earlier request of the same name wrote it, and this one nothing
     */
    record Done(long first, long last, State state, boolean repeated) implements Reply {
        public Done(long first, long last, State state) {
            this(first, last, state, false);
        }

        public boolean changed() {
            return first <= last;
        }
    }

    record Refused(Problem problem) implements Reply {}
}
