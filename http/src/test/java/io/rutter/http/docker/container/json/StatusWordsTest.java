package io.rutter.http.docker.container.json;

import static io.rutter.http.Examples.NOON;
import static io.rutter.http.Examples.declared;
import static io.rutter.http.Examples.exited;
import static io.rutter.http.Examples.healthcheck;
import static io.rutter.http.Examples.live;
import static io.rutter.http.Examples.spec;
import static io.rutter.http.Examples.startRequested;
import static io.rutter.http.Examples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerHealthChanged;
import io.rutter.engine.container.ContainerEvent.ContainerPaused;
import io.rutter.http.Examples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusWordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S,Less than a second",
        "PT1S,1 second",
        "PT59S,59 seconds",
        "PT60S,About a minute",
        "PT119S,About a minute",
        "PT2M,2 minutes",
        "PT59M59S,59 minutes",
        "PT60M,About an hour",
        "PT1H29M,About an hour",
        "PT1H30M,2 hours",
        "PT47H,47 hours",
        "PT48H,2 days",
        "P13D,13 days",
        "P14D,2 weeks",
        "P59D,8 weeks",
        "P60D,2 months",
        "P729D,24 months",
        "P730D,2 years"
    })
    void tellsStretchesOfTimeInDockersWords(Duration duration, String words) {
        assertThat(HumanDuration.words(duration)).isEqualTo(words);
    }

    @Test
    void aDeclaredContainerIsCreatedAndSoIsOneThatStartsForTheFirstTime() {
        assertThat(status(CREATED)).isEqualTo("Created");
        assertThat(status(CREATED, startRequested(2))).isEqualTo("Created");
    }

    @Test
    void aRunningContainerIsUpForAWhile() {
        assertThat(status(CREATED, startRequested(2), started(2, 1))).isEqualTo("Up 2 minutes");
    }

    @Test
    void aPausedContainerIsUpAndPaused() {
        assertThat(status(CREATED, startRequested(2), started(2, 1), new ContainerPaused(1, NOON)))
                .isEqualTo("Up 2 minutes (Paused)");
    }

    @Test
    void anEndedContainerTellsItsCode() {
        assertThat(status(CREATED, startRequested(2), started(2, 1), exited(137)))
                .isEqualTo("Exited (137) About a minute ago");
    }

    @Test
    void oneThatItsPolicyStartsAgainIsRestarting() {
        var again = new ContainerEvent.ContainerExited(1, 1, false, 0, true, NOON.plusSeconds(62));
        assertThat(status(CREATED, startRequested(2), started(2, 1), again))
                .isEqualTo("Restarting (1) About a minute ago");
    }

    @Test
    void healthStandsInBracketsAndIsStartingAtFirst() {
        ContainerEvent tested = declared(spec(Examples.config(List.of("sleep"), healthcheck())));
        var healthy = new ContainerHealthChanged("healthy", 0, "", NOON);
        assertThat(status(tested, startRequested(2), started(2, 1))).isEqualTo("Up 2 minutes (health: starting)");
        assertThat(status(tested, startRequested(2), started(2, 1), healthy)).isEqualTo("Up 2 minutes (healthy)");
    }

    @Test
    void whatIsNotAskedAnyMoreIsUnhealthyAndWhatNeverRanHasNoHealth() {
        ContainerEvent tested = declared(spec(Examples.config(List.of("sleep"), healthcheck())));
        var healthy = new ContainerHealthChanged("healthy", 0, "", NOON);
        assertThat(StatusWords.healthStatus(live(tested))).isEqualTo("none");
        assertThat(StatusWords.healthStatus(live(tested, startRequested(2), started(2, 1), healthy, exited(0))))
                .isEqualTo("unhealthy");
    }

    private static final ContainerEvent CREATED = declared(spec(Examples.config(List.of("sleep"))));

    private static String status(ContainerEvent... events) {
        return StatusWords.status(live(events), NOON.plusSeconds(122));
    }
}
