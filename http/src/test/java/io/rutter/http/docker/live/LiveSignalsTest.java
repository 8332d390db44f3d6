package io.rutter.http.docker.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LiveSignalsTest {
    private static final ActorSystem SYSTEM = ActorSystem.create("live-signals");

    private final LiveSignals signals = new LiveSignals();

    @AfterAll
    static void end() {
        SYSTEM.terminate();
    }

    private CompletionStage<List<LiveSignal>> next(int count) {
        return signals.source().take(count).toMat(Sink.seq(), Keep.right()).run(SYSTEM);
    }

    @Test
    void everyListenerIsToldInOrderWhatHappensWhileItListens() throws Exception {
        signals.tell(LiveSignal.pruned("volume", 1));
        CompletionStage<List<LiveSignal>> one = next(2);
        CompletionStage<List<LiveSignal>> other = next(1);
        signals.tell(LiveSignal.pruned("network", 2));
        signals.tell(LiveSignal.pruned("container", 3));
        assertThat(one.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .extracting(LiveSignal::type)
                .containsExactly("network", "container");
        assertThat(other.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .extracting(LiveSignal::type)
                .containsExactly("network");
    }
}
