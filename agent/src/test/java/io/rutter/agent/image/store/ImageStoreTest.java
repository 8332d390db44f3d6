package io.rutter.agent.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.image.files.Digests;
import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a store in which something is broken. */
class ImageStoreTest {
    private static final String UNUSED = Digests.text(new byte[32]);
    private static final byte[] EMPTY_IMAGE =
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;

    private StorePaths paths() throws IOException {
        var paths = new StorePaths(root);
        paths.make();
        return paths;
    }

    private Path layer(String about) throws IOException {
        Path layer = Files.createDirectories(paths().layer(UNUSED));
        Files.writeString(layer.resolve("about"), about);
        return layer;
    }

    @Test
    void aLayerThatNobodyUsesGoes() throws Exception {
        Path layer = layer("1\n2\nabcdef\n");
        new ImageStore(root);
        assertThat(layer).doesNotExist();
    }

    @Test
    void aLayerOfWhichNothingCanBeReadIsNoReasonNotToOpen() throws Exception {
        Path layer = layer("torn");
        var store = new ImageStore(root);
        assertThat(layer).exists();
        assertThatThrownBy(() -> store.layer(UNUSED)).isInstanceOf(IOException.class);
    }

    @Test
    void whileAnImageCannotBeReadNoLayerIsTakenForUnused() throws Exception {
        Path layer = layer("1\n2\nabcdef\n");
        ImageId whole = new ImageStore(root).keep(EMPTY_IMAGE);
        layer("1\n2\nabcdef\n");
        String broken = Digests.of("{".getBytes(StandardCharsets.UTF_8));
        Files.writeString(paths().blobs().resolve(Digests.hex(broken)), "{");
        Files.writeString(paths().live().resolve(Digests.hex(broken)), "");
        var store = new ImageStore(root);
        assertThat(store.config(whole)).isPresent();
        assertThat(store.config(new ImageId(broken))).isEmpty();
        assertThat(layer).exists();
    }

    @Test
    void aStepThatCannotBeReadWasNeverCached() throws Exception {
        Files.write(paths().cache().resolve("key"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(new ImageStore(root).step("key")).isEmpty();
    }
}
