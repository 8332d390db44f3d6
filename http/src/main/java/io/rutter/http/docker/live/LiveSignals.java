package io.rutter.http.docker.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

/** Carries signals to those who listen at the moment. */
public final class LiveSignals {
    /** Signals that a listener may be behind; of more it loses the oldest. */
    private static final int BEHIND = 256;

    private final Set<SourceQueueWithComplete<LiveSignal>> listeners = ConcurrentHashMap.newKeySet();

    public void tell(LiveSignal signal) {
        listeners.forEach(listener -> listener.offer(signal));
    }

    /** What is told from the time on when this runs, without an end. */
    public Source<LiveSignal, NotUsed> source() {
        return Source.<LiveSignal>queue(BEHIND, OverflowStrategy.dropHead()).mapMaterializedValue(listener -> {
            listeners.add(listener);
            listener.watchCompletion().whenComplete((_, _) -> listeners.remove(listener));
            return NotUsed.getInstance();
        });
    }
}
