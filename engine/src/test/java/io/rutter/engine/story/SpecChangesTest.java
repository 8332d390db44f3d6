package io.rutter.engine.story;

import static io.rutter.engine.service.ServiceSpecs.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.service.spec.ServiceSpec;
import org.junit.jupiter.api.Test;

class SpecChangesTest {
    @Test
    void namesWhatChangedFromWhatToWhat() {
        ServiceSpec before = replicas(2).image("app:1").env("A=1", "B=2").named("web");
        ServiceSpec after = replicas(3)
                .image("app:2")
                .env("A=7", "C=3")
                .constraint("node.role==worker")
                .limit(64 << 20)
                .named("web");
        assertThat(SpecChanges.of(before, after))
                .containsExactly(
                        "replicas 2 → 3",
                        "image app:1 → app:2",
                        "env A=1 → A=7",
                        "env C=3 added",
                        "env B=2 removed",
                        "constraint node.role==worker added",
                        "limits none → 64 MiB");
    }

    @Test
    void theSameIsNoChange() {
        assertThat(SpecChanges.of(replicas(1).named("web"), replicas(1).named("web")))
                .isEmpty();
    }
}
