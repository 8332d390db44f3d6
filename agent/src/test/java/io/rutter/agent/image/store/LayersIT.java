package io.rutter.agent.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.image.LocalImages;
import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.tar.TarHeader;
import io.rutter.agent.image.tar.Whiteouts;
import io.rutter.agent.linux.files.HostFiles;
import io.rutter.engine.assignment.ImageOperations.StoredImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers on a real file system: exact, contained, whole or not there. Needs root. */
class LayersIT {
    private static final String CONTAINER = "c".repeat(64);
    private static final byte[] CAPABILITY = {
        1, 0, 0, 2, (byte) 0x80, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    @TempDir
    Path root;

    private ImageStore store;

    @BeforeEach
    void open() throws IOException {
        store = new ImageStore(root.resolve("data"));
    }

    @AfterEach
    void unmount() throws IOException {
        new Rootfs(store).unmount(CONTAINER);
    }

    @Test
    void unpacksEveryKindOfFileExactlyAndWritesTheSameTarAgain() throws IOException {
        byte[] tar = tar(
                header("bin/", TarHeader.DIRECTORY, 01777, "", 0, Map.of()),
                header("bin/tool", TarHeader.FILE, 04755, "", 3, Map.of("security.capability", CAPABILITY)),
                "abc".getBytes(StandardCharsets.UTF_8),
                header("bin/same", TarHeader.HARD_LINK, 04755, "bin/tool", 0, Map.of()),
                header("link", TarHeader.SYMBOLIC_LINK, 0777, "/bin/tool", 0, Map.of()),
                header("pipe", TarHeader.FIFO, 0640, "", 0, Map.of()),
                header("x".repeat(150) + "/ö", TarHeader.FILE, 0600, "", 0, Map.of("user.a", new byte[] {1, 2})),
                header("bin/.wh.gone", TarHeader.FILE, 0600, "", 0, Map.of()),
                header("bin/.wh..wh..opq", TarHeader.FILE, 0600, "", 0, Map.of()));
        try (ImageStore.Lease lease = store.lease()) {
            Layer layer = lease.unpack(new ByteArrayInputStream(tar));
            Path files = store.layerFiles(layer.diffId());
            Path tool = files.resolve("bin/tool");
            assertThat(layer.diffId()).isEqualTo(Digests.of(tar));
            assertThat((int) Files.getAttribute(tool, "unix:mode") & 07777).isEqualTo(04755);
            assertThat(Files.getAttribute(tool, "unix:uid")).isEqualTo(1000);
            assertThat(Files.getLastModifiedTime(tool).toMillis()).isEqualTo(1_600_000_000_000L);
            assertThat(HostFiles.attribute(tool, "security.capability")).contains(CAPABILITY);
            assertThat(Files.isSameFile(tool, files.resolve("bin/same"))).isTrue();
            assertThat(Files.readSymbolicLink(files.resolve("link"))).hasToString("/bin/tool");
            assertThat(Files.getLastModifiedTime(files.resolve("link"), LinkOption.NOFOLLOW_LINKS)
                            .toMillis())
                    .isEqualTo(1_600_000_000_000L);
            assertThat(HostFiles.attribute(files.resolve("x".repeat(150) + "/ö"), "user.a"))
                    .contains(new byte[] {1, 2});
            assertThat(FileFacts.of(files.resolve("bin/gone")).whiteout()).isTrue();
            assertThat(Whiteouts.isOpaque(files.resolve("bin"))).isTrue();
            assertThat(layer.sizeBytes()).isEqualTo(3);
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            store.writeTar(layer.diffId(), again);
            assertThat(again.toByteArray()).isEqualTo(tar);
        }
    }

    @Test
    void aTarWithOneNameTwiceKeepsTheLastFileAndStillComesOutTheSame() throws IOException {
        byte[] tar = tar(
                header("a/b", TarHeader.FILE, 0644, "", 5, Map.of()),
                "first".getBytes(StandardCharsets.UTF_8),
                header("a", TarHeader.FILE, 0644, "", 6, Map.of()),
                "second".getBytes(StandardCharsets.UTF_8));
        try (ImageStore.Lease lease = store.lease()) {
            Layer layer = lease.unpack(new ByteArrayInputStream(tar));
            assertThat(store.layerFiles(layer.diffId()).resolve("a")).hasContent("second");
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            store.writeTar(layer.diffId(), again);
            assertThat(again.toByteArray()).isEqualTo(tar);
        }
    }

    @Test
    void noTarReachesOutOfItsDirectory() throws IOException {
        Path outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("victim"), "safe");
        byte[] tar = tar(
                header("up", TarHeader.SYMBOLIC_LINK, 0777, outside.toString(), 0, Map.of()),
                header("up/new", TarHeader.FILE, 0644, "", 1, Map.of()),
                "x".getBytes(StandardCharsets.UTF_8),
                header("rel", TarHeader.SYMBOLIC_LINK, 0777, "../../../../../../../../../../.." + outside, 0, Map.of()),
                header("rel/victim", TarHeader.FILE, 0644, "", 1, Map.of()),
                "x".getBytes(StandardCharsets.UTF_8),
                header("../../../../../../../../.." + outside + "/dots", TarHeader.FILE, 0644, "", 0, Map.of()),
                header(outside + "/absolute", TarHeader.FILE, 0644, "", 0, Map.of()),
                header("up/.wh.victim", TarHeader.FILE, 0644, "", 0, Map.of()));
        try (ImageStore.Lease lease = store.lease()) {
            lease.unpack(new ByteArrayInputStream(tar));
        }
        assertThat(outside.resolve("victim")).hasContent("safe");
        assertThat(outside.toFile().list()).containsExactly("victim");
    }

    @Test
    void aHardLinkToTheHostIsRefusedAndLeavesNothing() throws IOException {
        Files.writeString(root.resolve("secret"), "s");
        byte[] tar = tar(header(
                "steal", TarHeader.HARD_LINK, 0644, root.resolve("secret").toString(), 0, Map.of()));
        try (ImageStore.Lease lease = store.lease()) {
            assertThatThrownBy(() -> lease.unpack(new ByteArrayInputStream(tar)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(store.paths().temporary()).isEmptyDirectory();
        assertThat(store.layerSizes()).isEmpty();
    }

    @Test
    void garbageAndTruncatedTarsAreErrorsAndLeaveNothing() throws IOException {
        byte[] whole = tar(header("a", TarHeader.FILE, 0644, "", 600, Map.of()), new byte[600]);
        List<byte[]> bad = List.of(
                "no tar at all ".repeat(100).getBytes(StandardCharsets.UTF_8), java.util.Arrays.copyOf(whole, 900));
        for (byte[] each : bad) {
            try (ImageStore.Lease lease = store.lease()) {
                assertThatThrownBy(() -> lease.unpack(new ByteArrayInputStream(each)))
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(store.paths().temporary()).isEmptyDirectory();
    }

    @Test
    void anotherEngineRemovesWhatACrashLeft() throws IOException {
        Files.createDirectories(store.paths().temporary().resolve("layer-x/diff/a"));
        try (ImageStore.Lease lease = store.lease()) {
            lease.unpack(new ByteArrayInputStream(tar(header("a", TarHeader.FILE, 0644, "", 0, Map.of()))));
            ImageStore restarted = new ImageStore(root.resolve("data"));
            assertThat(restarted.paths().temporary()).isEmptyDirectory();
            assertThat(restarted.layerSizes()).isEmpty();
            assertThat(restarted.paths().links()).isEmptyDirectory();
        }
    }

    @Test
    void anImportedImageIsMountedChangedAndForgotten() throws IOException {
        LocalImages images = new LocalImages(root.resolve("more"), InstantSource.system(), (_, _) -> 0);
        StoredImage image = images.importTar(base(), "Imported from -", List.of(), "");
        Rootfs rootfs = images.rootfs();
        Path mounted = rootfs.mount(CONTAINER, image.id());
        try {
            assertThat(mounted.resolve("etc/hosts")).exists();
            assertThat(rootfs.mount(CONTAINER, image.id())).isEqualTo(mounted);
            Files.writeString(mounted.resolve("etc/new"), "hello");
            Files.delete(mounted.resolve("etc/old"));
            assertThat(rootfs.changes(CONTAINER, image.id()))
                    .isEqualTo(Map.of("/etc", 0, "/etc/new", 1, "/etc/old", 2));
            assertThat(rootfs.upperSizeBytes(CONTAINER)).isEqualTo(5);
        } finally {
            rootfs.remove(CONTAINER);
        }
        assertThat(rootfs.mounted(CONTAINER)).isFalse();
        assertThat(root.resolve("more/containers")).isEmptyDirectory();
        images.forget(image.id());
        assertThat(images.layerSizes()).isEmpty();
        assertThat(root.resolve("more/image/blobs/sha256")).isEmptyDirectory();
        assertThat(root.resolve("more/image/mountpoints")).isEmptyDirectory();
    }

    private static InputStream base() {
        return new ByteArrayInputStream(tar(
                header("etc/", TarHeader.DIRECTORY, 0755, "", 0, Map.of()),
                header("etc/old", TarHeader.FILE, 0644, "", 2, Map.of()),
                "ab".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] header(
            String name, char type, int mode, String link, long size, Map<String, byte[]> attributes) {
        return new TarHeader(name, type, mode, 1000, 1001, size, 1_600_000_000L, link, 0, 0, attributes).blocks();
    }

    /** Joins headers and payloads, padding each to whole blocks. */
    private static byte[] tar(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
            out.writeBytes(new byte[TarHeader.padding(piece.length)]);
        }
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }
}
