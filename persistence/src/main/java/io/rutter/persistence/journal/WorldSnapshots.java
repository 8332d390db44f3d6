package io.rutter.persistence.journal;

import io.rutter.engine.entity.Held;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.StateSource;
import io.rutter.engine.world.Nouns;
import java.util.Optional;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import scala.concurrent.Future;

/**
 * Pekko's snapshot store: an entity that wakes up gets the state that World has of it, as {@link Held}, so nothing is held
 * twice. Saving and deleting do nothing and succeed.
 */
public final class WorldSnapshots extends SnapshotStore {
    private final JournalSetup setup = JournalSetup.of(context().system());

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        EntityKey key = setup.payloads().key(persistenceId);
        return Futures.successful(setup.states()
                .latest(key)
                .or(() -> beforeLastLife(key))
                .filter(known -> known.sequence() <= criteria.maxSequenceNr())
                .map(known -> SelectedSnapshot.create(
                        SnapshotMetadata.apply(persistenceId, known.sequence(), criteria.maxTimestamp()),
                        known.held())));
    }

    /** World forgets the dead; of one that comes back only its last life is replayed. */
    private Optional<StateSource.Known> beforeLastLife(EntityKey key) {
        long birth = setup.history().lastBirth(key);
        return birth <= 1
                ? Optional.empty()
                : Optional.of(new StateSource.Known(new Held(Nouns.decider(key).nothing(), 0), birth - 1));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        return done();
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        return done();
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return done();
    }

    @SuppressWarnings("NullAway") // Java's only value of type Void is null
    private static Future<Void> done() {
        return Futures.successful(null);
    }
}
