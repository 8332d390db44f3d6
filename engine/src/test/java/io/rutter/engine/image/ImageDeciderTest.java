package io.rutter.engine.image;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;
import static io.rutter.engine.entity.History.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.History;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.ImageCommand.RecordImage;
import io.rutter.engine.image.ImageCommand.RemoveImage;
import io.rutter.engine.image.ImageEvent.ImageRecorded;
import io.rutter.engine.image.ImageEvent.ImageRemoved;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageDeciderTest {
    private static final String ID = "sha256:" + "a".repeat(64);
    private static final EntityKey WEB = new EntityKey(Kind.CONTAINER, "c".repeat(64));
    private static final ImageConfig CONFIG = new ImageConfig(
            "amd64",
            "linux",
            "",
            null,
            "",
            "",
            List.of("sh"),
            List.of(),
            List.of(),
            "",
            "",
            Map.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of());
    private static final ImageRecorded BUILT = new ImageRecorded(ID, "node", CONFIG, 100, "build", "", NOW);

    private static History<ImageCommand, ImageEvent, Image> given(ImageEvent... events) {
        return History.given(new EntityKey(Kind.IMAGE, ID), new ImageDecider(ID), events);
    }

    @Test
    void anImageThatIsMadeAgainIsTheSame() {
        assertThat(given().when(new RecordImage("node", CONFIG, 100, "build", "")))
                .isEqualTo(accept(BUILT));
        assertThat(given(BUILT).when(new RecordImage("node", CONFIG, 100, "load", "")))
                .isEqualTo(accept());
    }

    @Test
    void oneThatAContainerUsesStays() {
        assertThat(given(BUILT).when(new RemoveImage(false))).isEqualTo(accept(new ImageRemoved(ID, NOW)));
        assertThat(given(BUILT)
                        .claimed(WEB, new Claim.Use(Kind.IMAGE, ID, "web"))
                        .when(new RemoveImage(true)))
                .isEqualTo(refuse(new Problem.Conflict("conflict: unable to delete aaaaaaaaaaaa (cannot be forced)"
                        + " - image is being used by container web")));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(given().when(new RemoveImage(false)))
                .isEqualTo(refuse(new Problem.NotFound("No such image: " + ID)));
    }
}
