package io.rutter.engine.cluster.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.NamedRequests.Turn;
import io.rutter.engine.cluster.world.Past;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.MemoryLog;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.engine.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NamedRequestsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final EntityKey DATA = EntityKey.volume("data");
    private static final Event CREATED = new VolumeCreated("data", "n", "local", Map.of(), Map.of(), false, NOON);
    private static final Event REMOVED = new VolumeRemoved("data", "local", NOON);

    private final MemoryLog log = new MemoryLog();
    private final NamedRequests named = new NamedRequests(log, new Past(log)::at);

    private static Origin request(String id, String fingerprint) {
        return new Origin(Actor.user("me", null, null), id, 0, null, fingerprint);
    }

    private void add(Event event, Origin origin) {
        long sequence = log.tail() + 1;
        log.add(new LogEntry(log.tail() + 1, 1, NOON, null, DATA, sequence, 1, origin, event));
    }

    private CompletableFuture<Outcome<Turn>> turn(Origin origin) {
        return named.turn(origin).toCompletableFuture();
    }

    private static Turn taken(CompletableFuture<Outcome<Turn>> turn) {
        assertThat(turn).isCompletedWithValueMatching(Outcome.Ok.class::isInstance);
        return ((Outcome.Ok<Turn>) turn.join()).value();
    }

    private static Problem refused(CompletableFuture<Outcome<Turn>> turn) {
        assertThat(turn).isCompletedWithValueMatching(Outcome.Refused.class::isInstance);
        return ((Outcome.Refused<Turn>) turn.join()).problem();
    }

    @Test
    void whatARetryHasDoneBeforeIsToldWithTheStateOfThen() {
        add(CREATED, request("one", "f"));
        add(REMOVED, request("two", "g"));
        taken(turn(request("one", "f")));
        assertThat(named.done(DATA, request("one", "f"))).get().satisfies(done -> {
            assertThat(done.first()).isEqualTo(1);
            assertThat(done.repeated()).isTrue();
            assertThat(done.state()).isInstanceOf(LiveVolume.class);
        });
        assertThat(named.done(DATA, request("two", "g"))).map(Reply.Done::state).contains(new NoVolume());
    }

    @Test
    void whatARequestDoesItselfIsNotARetry() {
        taken(turn(request("one", "f")));
        add(CREATED, request("one", "f"));
        assertThat(named.done(DATA, request("one", "f"))).isEmpty();
        assertThat(named.told(DATA, request("one", "f"))).isPresent();
    }

    @Test
    void aRequestThatItsClientDidNotNameIsNeverARetry() {
        var origin = new Origin(Actor.controller("services"), "e1-1", 0, null);
        add(CREATED, origin);
        assertThat(named.done(DATA, origin)).isEmpty();
    }

    @Test
    void theSameNameForAnotherRequestIsAConflict() {
        add(CREATED, request("one", "f"));
        assertThat(refused(turn(request("one", "other")))).isInstanceOf(Problem.Conflict.class);
        taken(turn(request("one", "f")));
        assertThat(refused(turn(request("one", "other"))))
                .isEqualTo(new Problem.Conflict("the request id one was used for another request: a retry sends the"
                        + " same request, and another one needs another id"));
    }

    @Test
    void aRetryWaitsForTheFirst() {
        Turn first = taken(turn(request("one", "f")));
        CompletableFuture<Outcome<Turn>> retry = turn(request("one", "f"));
        assertThat(retry).isNotDone();
        add(CREATED, request("one", "f"));
        first.end();
        assertThat(taken(retry).before()).hasSize(1);
        assertThat(named.done(DATA, request("one", "f"))).isPresent();
    }

    @Test
    void aRetryWaitsForOrdersThatOutliveTheAnswerToTheFirst() {
        Turn first = taken(turn(request("one", "f")));
        var write = new CompletableFuture<Boolean>();
        named.underWay(request("one", "f"), write);
        CompletableFuture<Outcome<Turn>> retry = turn(request("one", "f"));
        first.end();
        assertThat(retry).isNotDone();
        add(CREATED, request("one", "f"));
        write.completeExceptionally(new IllegalStateException("the outcome is in the log"));
        assertThat(taken(retry).again()).isTrue();
    }

    @Test
    void aRetrySeesTheWorldThatTheFirstSaw() {
        add(CREATED, request("zero", "e"));
        add(REMOVED, request("one", "f"));
        add(CREATED, request("two", "g"));
        World present = new Past(log).at(3);
        Turn retry = taken(turn(request("one", "f")));
        retry.lookBack();
        assertThat(named.world(request("one", "f"), present).offset()).isEqualTo(1);
        assertThat(named.world(request("two", "g"), present)).isSameAs(present);
        retry.end();
        assertThat(named.world(request("one", "f"), present)).isSameAs(present);
    }

    @Test
    void ofTooManyAtOnceTheLastAreToldToComeAgain() {
        taken(turn(request("one", "f")));
        for (int i = 0; i < 8; i++) {
            assertThat(turn(request("one", "f"))).isNotDone();
        }
        assertThat(refused(turn(request("one", "f")))).isInstanceOf(Problem.Busy.class);
    }

    @Test
    void idsOfARequestAreTheSameWhenItComesAgain() {
        FreshIds first = FreshIds.named("log\none");
        FreshIds again = FreshIds.named("log\none");
        assertThat(again.container()).isEqualTo(first.container());
        assertThat(again.names()).isEqualTo(first.names());
        assertThat(FreshIds.named("log\ntwo").hex64())
                .isNotEqualTo(FreshIds.named("log\none").hex64());
    }
}
