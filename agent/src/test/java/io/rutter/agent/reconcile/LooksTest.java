package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.id.EntityKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final EntityKey DATA = EntityKey.volume("data");
    private static final EntityKey LOGS = EntityKey.volume("logs");

    private final List<Runnable> begun = new ArrayList<>();
    private final List<EntityKey> looked = new ArrayList<>();

    private void run() {
        List<Runnable> now = List.copyOf(begun);
        begun.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void whatIsNamedAgainBeforeItsTurnIsLookedAtOnce() {
        var looks = new Looks(begun::add, looked::add);
        looks.at(DATA);
        looks.at(LOGS);
        looks.at(DATA);
        assertThat(begun).hasSize(1);
        run();
        assertThat(looked).containsExactly(DATA, LOGS);
    }

    @Test
    void whatIsNamedDuringItsLookIsLookedAtAgain() {
        var looks = new Looks[1];
        looks[0] = new Looks(begun::add, key -> {
            looked.add(key);
            if (looked.size() == 1) {
                looks[0].at(DATA);
            }
        });
        looks[0].at(DATA);
        run();
        assertThat(looked).containsExactly(DATA, DATA);
        assertThat(begun).isEmpty();
    }

    @Test
    void whenAllIsLookedAtTheNextBeginsAnew() {
        var looks = new Looks(begun::add, looked::add);
        looks.at(DATA);
        run();
        looks.at(LOGS);
        run();
        assertThat(looked).containsExactly(DATA, LOGS);
    }

    @Test
    void nothingToLookAtBeginsNothing() {
        new Looks(begun::add, looked::add).atAll(List.of());
        assertThat(begun).isEmpty();
    }
}
