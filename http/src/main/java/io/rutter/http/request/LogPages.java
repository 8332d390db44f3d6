package io.rutter.http.request;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.log.LogEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The log as a stream of pages: what is there, then what comes. Nothing is queued for a reader: one that is slow is given
 * larger pages later.
 */
public final class LogPages {
    private static final int PAGE_ENTRIES = 256;

    private LogPages() {}

    /** From an offset on, without an end. */
    public static Source<List<LogEntry>, NotUsed> following(Engine engine, long first) {
        return Source.unfoldAsync(
                first, next -> page(engine, next).thenApply(page -> Optional.of(Pair.create(after(page), page))));
    }

    /** From an offset to another, both included; the last page may be empty of what lies behind. */
    public static Source<List<LogEntry>, NotUsed> between(Engine engine, long first, long last) {
        return Source.unfoldAsync(first, next -> {
            int left = (int) Math.min(PAGE_ENTRIES, Math.max(0, last - next + 1));
            return Blocking.call(() -> {
                List<LogEntry> page = left == 0 ? List.of() : engine.log().page(next, left);
                return page.isEmpty() ? Optional.empty() : Optional.of(Pair.create(after(page), page));
            });
        });
    }

    private static long after(List<LogEntry> page) {
        return page.getLast().offset() + 1;
    }

    private static CompletionStage<List<LogEntry>> page(Engine engine, long next) {
        return engine.waits()
                .reached(next)
                .thenCompose(_ -> Blocking.call(() -> engine.log().page(next, PAGE_ENTRIES)));
    }
}
