package io.rutter.engine.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskPlacement;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskTemplate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecChangesTest {
    private static ServiceSpec spec(String image, long replicas, List<String> env, long memoryBytes, String... where) {
        var task = new TaskTemplate(
                container(image, env),
                new TaskResources(0, memoryBytes, 0, List.of()),
                TaskResources.NONE,
                null,
                new TaskPlacement(List.of(where), List.of(), 0, List.of()),
                0,
                "",
                List.of(),
                null);
        return new ServiceSpec("web", Map.of(), task, ServiceMode.replicated(replicas), null, null, null);
    }

    private static TaskContainer container(String image, List<String> env) {
        return new TaskContainer(
                image,
                Map.of(),
                List.of(),
                List.of("serve"),
                "",
                env,
                "",
                "",
                List.of(),
                null,
                false,
                false,
                false,
                List.of(),
                "",
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                "",
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    @Test
    void namesWhatChangedFromWhatToWhat() {
        ServiceSpec before = spec("app:1", 2, List.of("A=1", "B=2"), 0);
        ServiceSpec after = spec("app:2", 3, List.of("A=7", "C=3"), 64 << 20, "node.role==worker");
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
        assertThat(SpecChanges.of(spec("a", 1, List.of(), 0), spec("a", 1, List.of(), 0)))
                .isEmpty();
    }
}
