package io.rutter.engine.reference;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;
import static io.rutter.engine.entity.History.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.entity.History;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.reference.ReferenceCommand.DropReference;
import io.rutter.engine.reference.ReferenceCommand.PointReference;
import io.rutter.engine.reference.ReferenceEvent.ReferenceDropped;
import io.rutter.engine.reference.ReferenceEvent.ReferenceMoved;
import org.junit.jupiter.api.Test;

class ReferenceDeciderTest {
    private static final String NAME = "app:latest";
    private static final ImageId OLD = new ImageId("sha256:" + "a".repeat(64));
    private static final ImageId NEW = new ImageId("sha256:" + "b".repeat(64));

    private static History<ReferenceCommand, ReferenceEvent, Reference> given(ReferenceEvent... events) {
        return History.given(new EntityKey(Kind.REFERENCE, NAME), new ReferenceDecider(NAME), events);
    }

    @Test
    void movingItIsOneEventThatTellsWhereItPointedBefore() {
        assertThat(given().when(new PointReference(OLD))).isEqualTo(accept(new ReferenceMoved(NAME, OLD, null, NOW)));
        assertThat(given().then(new PointReference(OLD)).when(new PointReference(NEW)))
                .isEqualTo(accept(new ReferenceMoved(NAME, NEW, OLD, NOW)));
    }

    @Test
    void pointingItWhereItPointsChangesNothing() {
        assertThat(given().then(new PointReference(OLD)).when(new PointReference(OLD)))
                .isEqualTo(accept());
    }

    @Test
    void droppingItTellsWhichImageLostItsName() {
        var pointing = given().then(new PointReference(OLD));
        assertThat(pointing.when(new DropReference())).isEqualTo(accept(new ReferenceDropped(NAME, OLD, NOW)));
        assertThat(pointing.then(new DropReference()).when(new DropReference()))
                .isEqualTo(refuse(new Problem.NotFound("No such image: app:latest")));
    }
}
