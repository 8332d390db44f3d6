package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final long PATIENCE_SECONDS = 30;

    @Test
    void anAnswerThatDoesNotComeFailsWithATimeout() {
        var deadlines = new Deadlines(SHORT);
        CompletableFuture<String> answer = deadlines.limit(new CompletableFuture<>());

        assertThatThrownBy(() -> answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(deadlines.waited()).isZero();
    }

    @Test
    void oneThatComesAfterOthersWereGivenUpIsLimitedToo() {
        var deadlines = new Deadlines(SHORT);
        CompletableFuture<String> first = deadlines.limit(new CompletableFuture<>());
        assertThatThrownBy(() -> first.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);

        CompletableFuture<String> second = deadlines.limit(new CompletableFuture<>());

        assertThatThrownBy(() -> second.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void whatHasBeenAnsweredIsNotKept() {
        var deadlines = new Deadlines(LONG);
        CompletableFuture<String> answer = deadlines.limit(new CompletableFuture<>());
        deadlines.limit(CompletableFuture.completedFuture("known already"));

        answer.complete("in time");

        assertThat(answer).isCompletedWithValue("in time");
        assertThat(deadlines.waited()).isZero();
    }
}
