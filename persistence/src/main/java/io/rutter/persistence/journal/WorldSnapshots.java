package io.rutter.persistence.journal;

import io.rutter.engine.entity.Held;
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
        return Futures.successful(setup.states()
                .latest(setup.payloads().key(persistenceId))
                .filter(known -> known.sequence() <= criteria.maxSequenceNr())
                .map(known -> SelectedSnapshot.create(
                        SnapshotMetadata.apply(persistenceId, known.sequence(), criteria.maxTimestamp()),
                        known.held())));
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
