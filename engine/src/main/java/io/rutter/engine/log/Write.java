package io.rutter.engine.log;

import java.util.List;

/**
 * Drafts that become durable together or not at all.
 *
 * @param drafts in order; none makes it a barrier, which is answered once everything that arrived before it is settled
 * @param bytes sum of the payloads
 * @param waiting who wants to know
 */
public record Write(List<Draft> drafts, int bytes, Waiting waiting) {
    public Write {
        drafts = List.copyOf(drafts);
    }

    public static Write of(List<Draft> drafts, Waiting waiting) {
        int bytes = 0;
        for (Draft draft : drafts) {
            bytes += draft.encoded().bytes().length;
        }
        return new Write(drafts, bytes, waiting);
    }

    /** Told once what became of a write. Must not block. */
    public interface Waiting {
        /** It is durable. A barrier hears {@code first == last + 1}. */
        void durable(long first, long last);

        /** It was refused before it reached the store: it is known not to be in the log. */
        void refused(RuntimeException why);

        /** Whether it is in the log cannot be learned here: ask the index by request id. */
        void unknown(RuntimeException why);
    }
}
