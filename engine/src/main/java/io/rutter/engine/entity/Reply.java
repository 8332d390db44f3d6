package io.rutter.engine.entity;

/** What a sender hears once the outcome is durable. */
public sealed interface Reply {
    /**
     * @param first offset of the first entry written; equal to last + 1 when nothing had to change
     * @param last offset of the last entry written, which World has reached when this is heard
     */
    record Done(long first, long last, State state) implements Reply {
        public boolean changed() {
            return first <= last;
        }
    }

    record Refused(Problem problem) implements Reply {}
}
