package io.rutter.http.rutter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerRenamed;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.ImageEvent.ImageRemoved;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.World;
import io.rutter.http.Examples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalledTest {
    private static final EntityKey WEB = EntityKey.container(Examples.WEB);
    private static final EntityKey OTHER = new EntityKey(Kind.CONTAINER, "d0".repeat(32));

    private final List<LogEntry> entries = new ArrayList<>();

    private LogEntry add(EntityKey key, Event event) {
        long sequence =
                entries.stream().filter(entry -> entry.key().equals(key)).count() + 1;
        var origin = new Origin(Actor.user("ann", null, null), "r" + entries.size(), 0, null);
        var entry = new LogEntry(entries.size() + 1L, 1, Examples.NOON, null, key, sequence, 1, origin, event);
        entries.add(entry);
        return entry;
    }

    private Called called(String... names) {
        return Called.of(List.of(names), World.EMPTY, new Entries(entries));
    }

    private static ContainerRenamed renamed(String from, String to) {
        return new ContainerRenamed(from, to, Examples.NOON);
    }

    private static ContainerRemoved removed() {
        return new ContainerRemoved(List.of(), Examples.NOON);
    }

    @Test
    void nothingAskedForIsEverything() {
        assertThat(called().wants(add(WEB, removed()))).isTrue();
    }

    @Test
    void findsWhatHadTheNameAndIsGone() {
        LogEntry named = add(WEB, renamed("old", "web"));
        LogEntry gone = add(WEB, removed());
        LogEntry other = add(OTHER, removed());
        Called called = called("web");
        assertThat(called.wants(named)).isTrue();
        assertThat(called.wants(gone)).isTrue();
        assertThat(called.wants(other)).isFalse();
    }

    @Test
    void findsByANameThatIsNoLongerTheThings() {
        add(WEB, renamed("first", "web"));
        add(WEB, renamed("web", "shop"));
        assertThat(called("web").wants(add(WEB, removed()))).isTrue();
    }

    @Test
    void entriesOfBeforeAThingGotItsNameAreFoundToo() {
        LogEntry before = add(WEB, renamed("first", "second"));
        add(WEB, renamed("second", "web"));
        assertThat(called("/web").wants(before)).isTrue();
    }

    @Test
    void whatGetsTheNameWhileTheLogIsReadIsFoundFromThenOn() {
        Called called = called("web");
        assertThat(called.wants(add(WEB, renamed("old", "web")))).isTrue();
        assertThat(called.wants(add(WEB, removed()))).isTrue();
    }

    @Test
    void findsByTheBeginningOfAnIdAlsoThatOfAnImage() {
        LogEntry image = add(EntityKey.image(Examples.BASE), new ImageRemoved(Examples.BASE.value(), Examples.NOON));
        assertThat(called("c0ffee").wants(add(WEB, removed()))).isTrue();
        assertThat(called("abab").wants(image)).isTrue();
        assertThat(called("sha256:abab").wants(image)).isTrue();
        assertThat(called("beef").wants(image)).isFalse();
    }

    /** What a look for names needs of a log. */
    private record Entries(List<LogEntry> all) implements EventLog {
        @Override
        public String logId() {
            return "log";
        }

        @Override
        public long tail() {
            return all.size();
        }

        @Override
        public List<LogEntry> page(long from, int max) {
            return all.stream()
                    .filter(entry -> entry.offset() >= from)
                    .limit(max)
                    .toList();
        }

        @Override
        public List<LogEntry> entity(EntityKey key, long fromSequence, long toSequence) {
            return all.stream().filter(entry -> entry.key().equals(key)).toList();
        }

        @Override
        public List<EntityKey> entities(Kind kind, String idPrefix, int max) {
            return List.of();
        }

        @Override
        public Optional<OffsetRange> request(String requestId) {
            return Optional.empty();
        }

        @Override
        public List<LogEntry> written(String requestId, int max) {
            return List.of();
        }

        @Override
        public long offsetAt(Instant time) {
            return tail();
        }
    }
}
