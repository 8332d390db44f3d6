package io.rutter.engine.reconcile.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.image.ImageConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageMergeTest {
    private static final ImageConfig IMAGE = new ImageConfig(
            "amd64",
            "linux",
            "",
            null,
            "",
            "",
            List.of("serve"),
            List.of("/entry"),
            List.of("PATH=/bin", "MODE=image"),
            "web",
            "/srv",
            Map.of("from", "image"),
            List.of("80/tcp"),
            List.of("/data"),
            "SIGQUIT",
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of());

    private static ContainerConfig user(
            @Nullable List<String> cmd, @Nullable List<String> entrypoint, List<String> env) {
        return new ContainerConfig(
                "app",
                cmd,
                entrypoint,
                env,
                "",
                "",
                Map.of("from", "user"),
                false,
                false,
                false,
                false,
                false,
                false,
                "",
                "",
                List.of("443/tcp"),
                List.of(),
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                null);
    }

    @Test
    void whatTheUserLeavesOutIsTheImages() {
        ContainerConfig merged = ImageMerge.merge(user(null, null, List.of()), IMAGE);
        assertThat(merged.argv()).containsExactly("/entry", "serve");
        assertThat(merged.user()).isEqualTo("web");
        assertThat(merged.workingDir()).isEqualTo("/srv");
        assertThat(merged.stopSignal()).isEqualTo("SIGQUIT");
        assertThat(merged.volumes()).containsExactly("/data");
    }

    @Test
    void aCommandKeepsTheImagesEntrypoint() {
        assertThat(ImageMerge.merge(user(List.of("test"), null, List.of()), IMAGE)
                        .argv())
                .containsExactly("/entry", "test");
    }

    @Test
    void anEntrypointDropsTheImagesCommand() {
        assertThat(ImageMerge.merge(user(null, List.of("sh"), List.of()), IMAGE).argv())
                .containsExactly("sh");
    }

    @Test
    void anEmptyEntrypointClearsTheImages() {
        assertThat(ImageMerge.merge(user(List.of("ls"), List.of(""), List.of()), IMAGE)
                        .argv())
                .containsExactly("ls");
    }

    @Test
    void theUsersVariablesAndLabelsWinAndTheRestStays() {
        ContainerConfig merged = ImageMerge.merge(user(null, null, List.of("MODE=user")), IMAGE);
        assertThat(merged.env()).containsExactly("MODE=user", "PATH=/bin");
        assertThat(merged.labels()).containsEntry("from", "user");
        assertThat(merged.exposedPorts()).containsExactly("443/tcp", "80/tcp");
    }
}
