package io.rutter.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.image.files.Inside;
import io.rutter.agent.image.tar.Archives;
import io.rutter.agent.image.tar.TarHeader;
import io.rutter.engine.assignment.ContainerOperations.PathStat;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container's tree on a real file system: exact, and closed on every side. Needs root. */
class ContainerTreeIT {
    @TempDir
    Path host;

    private Path rootfs;
    private Path volume;
    private Path outside;

    @BeforeEach
    void make() throws IOException {
        rootfs = Files.createDirectories(host.resolve("rootfs"));
        volume = Files.createDirectories(host.resolve("volume"));
        outside = Files.createDirectories(host.resolve("outside"));
        Files.createDirectories(rootfs.resolve("data/in"));
        Files.writeString(rootfs.resolve("data/file"), "text");
        Files.createSymbolicLink(rootfs.resolve("out"), outside);
        Files.createSymbolicLink(rootfs.resolve("short"), Path.of("data/missing/../in"));
        Files.createSymbolicLink(rootfs.resolve("round"), Path.of("round"));
    }

    private ContainerTree tree(boolean rootWritable, boolean volumeWritable) throws IOException {
        return ContainerTree.open(
                rootfs, rootWritable, List.of(new ContainerTree.Mount("/mnt/vol", volume, volumeWritable)));
    }

    private PathStat stat(String path) throws IOException {
        try (ContainerTree tree = tree(true, true);
                Place place = Place.find(tree, "web", path)) {
            return place.stat(tree, path);
        }
    }

    private void extract(String into, byte[] tar, boolean keepKinds) throws IOException {
        extract(tree(true, true), into, tar, keepKinds);
    }

    private static void extract(ContainerTree opened, String into, byte[] tar, boolean keepKinds) throws IOException {
        try (ContainerTree tree = opened;
                Walk walk = tree.walk()) {
            assertThat(walk.follow(Inside.parts(into))).isEmpty();
            try (var unpacker = new TreeUnpacker(walk, keepKinds, Optional.empty())) {
                Archives.each(new ByteArrayInputStream(tar), unpacker::unpack);
                unpacker.finish();
            }
        }
    }

    private List<String> archive(String path) throws IOException {
        ContainerTree tree = tree(true, true);
        Place place = Place.find(tree, "web", path);
        InputStream stream = TarStream.of(out -> {
            try (tree;
                    place) {
                var tar = new TreeTar(place.walk(), out);
                if (place.found().directory()) {
                    tar.directory(place.shown().equals("/") ? "" : place.shown());
                } else {
                    tar.file(place.file(), place.shown());
                }
            }
        });
        var names = new ArrayList<String>();
        Archives.each(
                stream,
                (entry, _, _) -> names.add(
                        entry.getName() + (entry.getLinkName().isEmpty() ? "" : " -> " + entry.getLinkName())));
        return names;
    }

    private static byte[] tar(Object... pieces) {
        var out = new ByteArrayOutputStream();
        for (Object piece : pieces) {
            byte[] bytes = piece instanceof TarHeader header
                    ? header.blocks()
                    : piece.toString().getBytes(StandardCharsets.UTF_8);
            out.writeBytes(bytes);
            out.writeBytes(new byte[TarHeader.padding(bytes.length)]);
        }
        out.writeBytes(new byte[2 * TarHeader.BLOCK]);
        return out.toByteArray();
    }

    private static TarHeader entry(String name, char type, String link, long sizeBytes) {
        return new TarHeader(name, type, 0755, 7, 8, sizeBytes, 1_600_000_000L, link, 1, 3, Map.of());
    }

    private static TarHeader file(String name, String text) {
        return entry(name, TarHeader.FILE, "", text.length());
    }

    @Test
    void tellsWhatAPathIsAndWhereItsLinkLeads() throws IOException {
        assertThat(stat("/data").goFileMode()).isEqualTo(1L << 31 | 0755);
        assertThat(stat("data/file"))
                .extracting(PathStat::name, PathStat::sizeBytes)
                .containsExactly("file", 4L);
        assertThat(stat("/short").goFileMode()).isEqualTo(1L << 27 | 0777);
        assertThat(stat("/short").linkTarget()).isEqualTo("/data/in");
        assertThat(stat("/out").linkTarget()).isEqualTo(outside.toString());
        assertThat(stat("/").name()).isEqualTo("/");
        assertThat(stat("/data/.").name()).isEqualTo(".");
    }

    @Test
    void saysInDockersWordsWhatIsMissing() {
        assertThatThrownBy(() -> stat("/none")).hasMessage("Could not find the file /none in container web");
        assertThatThrownBy(() -> stat("/out/x")).hasMessage("Could not find the file /out/x in container web");
        assertThatThrownBy(() -> stat("/data/file/")).hasMessage("lstat /data/file/: not a directory");
        assertThatThrownBy(() -> stat("/round/x")).hasMessageContaining("too many links");
    }

    @Test
    void namesEntriesByWhatWasAskedFor() throws IOException {
        Files.createLink(rootfs.resolve("data/in/again"), rootfs.resolve("data/file"));
        Files.writeString(volume.resolve("kept"), "v");
        assertThat(archive("/data")).containsExactly("data/", "data/file", "data/in/", "data/in/again -> data/file");
        assertThat(archive("/data/.")).containsExactly("./", "./file", "./in/", "./in/again -> ./file");
        assertThat(archive("/data/file")).containsExactly("file");
        assertThat(archive("/out")).containsExactly("out -> " + outside);
        assertThat(archive("/mnt")).containsExactly("mnt/", "mnt/vol/", "mnt/vol/kept");
        assertThat(archive("/")).startsWith("/", "/data/", "/data/file");
    }

    @Test
    void unpacksOwnersModesTimesLinksAndDevices() throws IOException {
        extract(
                "/data",
                tar(
                        entry("new/", TarHeader.DIRECTORY, "", 0),
                        file("new/a", "abc"),
                        "abc",
                        entry("new/b", TarHeader.HARD_LINK, "new/a", 0),
                        entry("new/l", TarHeader.SYMBOLIC_LINK, "a", 0),
                        entry("new/null", TarHeader.CHARACTER_DEVICE, "", 0)),
                false);
        Path made = rootfs.resolve("data/new");
        assertThat(Files.readAttributes(made.resolve("a"), "unix:uid,gid")).containsValues(7, 8);
        assertThat(Files.getLastModifiedTime(made).toMillis()).isEqualTo(1_600_000_000_000L);
        assertThat(Files.isSameFile(made.resolve("a"), made.resolve("b"))).isTrue();
        assertThat(Files.readSymbolicLink(made.resolve("l"))).hasToString("a");
        assertThat(Files.getAttribute(made.resolve("null"), "unix:rdev")).isEqualTo(0x103L);
    }

    @Test
    void writesThroughLinksInsideTheContainerOnly() throws IOException {
        extract("/", tar(file("out/evil", "x"), "x", file("/abs", "y"), "y"), false);
        assertThat(outside).isEmptyDirectory();
        assertThat(rootfs.resolve(outside.toString().substring(1)).resolve("evil"))
                .hasContent("x");
        assertThat(rootfs.resolve("abs")).hasContent("y");
    }

    @Test
    void refusesNamesAndLinksThatLeadOut() {
        assertThatThrownBy(() -> extract("/data", tar(file("../x", "x"), "x"), false))
                .hasMessageContaining("is outside of \"/data\"");
        assertThatThrownBy(() -> extract("/data", tar(entry("l", TarHeader.SYMBOLIC_LINK, "../../etc", 0)), false))
                .hasMessageContaining("invalid symlink");
        assertThatThrownBy(() -> extract("/data", tar(entry("l", TarHeader.HARD_LINK, "../file", 0)), false))
                .hasMessageContaining("invalid hardlink");
    }

    @Test
    void replacesALinkAndNotWhatItLeadsTo() throws IOException {
        Files.writeString(outside.resolve("safe"), "safe");
        extract("/", tar(file("out", "now a file"), "now a file"), false);
        assertThat(outside.resolve("safe")).hasContent("safe");
        assertThat(rootfs.resolve("out")).hasContent("now a file");
    }

    @Test
    void keepsKindsWhereAsked() throws IOException {
        assertThatThrownBy(() -> extract("/", tar(file("data", "x"), "x"), true))
                .hasMessageContaining("cannot overwrite directory \"/data\" with non-directory \"/\"");
        assertThatThrownBy(() -> extract("/data", tar(entry("file/", TarHeader.DIRECTORY, "", 0)), true))
                .hasMessageContaining("cannot overwrite non-directory \"/data/file\" with directory \"/data\"");
        extract("/", tar(file("data", "x"), "x"), false);
        assertThat(rootfs.resolve("data")).hasContent("x");
    }

    @Test
    void putsFilesIntoVolumesAndLeavesReadOnlyOnesAlone() throws IOException {
        extract("/mnt/vol", tar(file("a", "x"), "x"), false);
        assertThat(volume.resolve("a")).hasContent("x");
        assertThatThrownBy(() -> extract(tree(true, false), "/mnt", tar(file("vol/b", "x"), "x"), false))
                .isInstanceOf(RefusedException.class)
                .hasMessage("mounted volume is marked read-only");
        assertThatThrownBy(() -> extract(tree(false, true), "/data", tar(file("b", "x"), "x"), false))
                .hasMessage("container rootfs is marked read-only");
        assertThatThrownBy(() -> extract("/", tar(file("mnt", "x"), "x"), false))
                .hasMessageContaining("device or resource busy");
        assertThat(volume.resolve("b")).doesNotExist();
    }

    @Test
    void neverLeavesAContainerThatSwapsItsDirectories() throws Exception {
        Path swapped = Files.createDirectories(rootfs.resolve("swap/dir"));
        var stop = new AtomicBoolean();
        Thread attacker = Thread.ofPlatform().start(() -> swapUntil(stop, swapped));
        Object[] pieces = new Object[400];
        for (int i = 0; i < pieces.length; i += 2) {
            pieces[i] = file("swap/dir/d" + i + "/f", "x");
            pieces[i + 1] = "x";
        }
        byte[] tar = tar(pieces);
        try {
            for (int i = 0; i < 20; i++) {
                tryExtracting(tar);
            }
        } finally {
            stop.set(true);
            attacker.join();
        }
        assertThat(outside).isEmptyDirectory();
    }

    /** What an attacker takes away meanwhile may fail; it must not go elsewhere. */
    private void tryExtracting(byte[] tar) {
        try {
            extract("/", tar, false);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining(outside.toString());
        }
    }

    private void swapUntil(AtomicBoolean stop, Path directory) {
        Path aside = directory.resolveSibling("aside");
        while (!stop.get()) {
            try {
                Files.move(directory, aside);
                Files.createSymbolicLink(directory, outside);
                Files.delete(directory);
                Files.move(aside, directory);
            } catch (IOException e) {
                restore(directory, aside);
            }
        }
    }

    private static void restore(Path directory, Path aside) {
        try {
            if (Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS)) {
                io.rutter.agent.image.files.Trees.remove(directory);
                Files.move(aside, directory);
            }
        } catch (IOException e) {
            // the next round tries again
        }
    }
}
