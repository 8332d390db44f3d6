package io.rutter.agent.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.volume.MountSources.MountSource;
import io.rutter.agent.volume.MountSources.RefusedSources;
import io.rutter.agent.volume.MountSources.ResolvedSources;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files and mounts. */
class VolumeHostIT {
    private static final String WEB = "a".repeat(64);
    private static final String DB = "b".repeat(64);

    private static final WantedVolume FIRST = wanted(Map.of());
    private static final WantedVolume SECOND = new WantedVolume(new VolumeLife("log", 5), Map.of());

    @TempDir
    Path root;

    private Path rootfs;
    private VolumeHost volumes;

    @BeforeEach
    void open() throws Exception {
        rootfs = Files.createDirectory(root.resolve("rootfs"));
        volumes = new VolumeHost(root);
    }

    private static MountPoint point(
            String type, String name, String source, boolean copyUp, boolean create, String sub) {
        return new MountPoint(
                type, name, source, "/srv/data", "", true, "", copyUp, false, create, sub, "", false, false);
    }

    private static MountPoint volume(String name) {
        return point("volume", name, "", true, false, "");
    }

    private static WantedVolume wanted(Map<String, String> options) {
        return new WantedVolume(new VolumeLife("log", 3), options);
    }

    private MountSources prepare(String containerId, List<MountPoint> points, Path from) throws Exception {
        return prepare(containerId, points, FIRST, from);
    }

    /** Every volume is of this life, with the options that it was made with. */
    private MountSources prepare(String containerId, List<MountPoint> points, WantedVolume wanted, Path from)
            throws Exception {
        var all = new HashMap<String, WantedVolume>();
        points.stream().filter(point -> !point.name().isEmpty()).forEach(point -> all.put(point.name(), wanted));
        return volumes.prepare(containerId, points, all, from);
    }

    private Path only(MountSources found) {
        return ((ResolvedSources) found)
                .sources().stream().map(MountSource::path).findFirst().orElseThrow();
    }

    private String refusal(MountSources found) {
        Problem problem = ((RefusedSources) found).problem();
        return problem.message();
    }

    @Test
    void fillsAnEmptyVolumeFromTheImageOnce() throws Exception {
        Path inImage = Files.createDirectories(rootfs.resolve("srv/data"));
        Files.setPosixFilePermissions(inImage, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setAttribute(inImage, "unix:uid", 1234);
        Files.writeString(inImage.resolve("file"), "from the image");
        Files.setAttribute(inImage.resolve("file"), "unix:gid", 77);
        Files.createSymbolicLink(inImage.resolve("link"), Path.of("/nowhere"));
        Path data = only(prepare(WEB, List.of(volume("data")), rootfs));
        assertThat(data).isEqualTo(root.resolve("volumes/data/_data"));
        assertThat(data.resolve("file")).hasContent("from the image");
        assertThat(Files.getAttribute(data.resolve("file"), "unix:gid")).isEqualTo(77);
        assertThat(Files.getAttribute(data, "unix:uid")).isEqualTo(1234);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwxr-x---");
        assertThat(Files.readSymbolicLink(data.resolve("link"))).isEqualTo(Path.of("/nowhere"));
        Files.writeString(data.resolve("file"), "changed");
        assertThat(only(prepare(DB, List.of(volume("data")), rootfs)).resolve("file"))
                .hasContent("changed");
    }

    @Test
    void fillsAgainWhatAnEngineThatDiedHadBegun() throws Exception {
        Files.createDirectories(rootfs.resolve("srv/data"));
        Files.writeString(rootfs.resolve("srv/data/whole"), "whole");
        volumes.ensure("data", FIRST);
        Files.writeString(volumes.mountpoint("data").resolve("half"), "");
        Files.createFile(root.resolve("volumes/data/filling"));
        Path data = only(prepare(WEB, List.of(volume("data")), rootfs));
        assertThat(data.resolve("half")).doesNotExist();
        assertThat(data.resolve("whole")).hasContent("whole");
        assertThat(root.resolve("volumes/data/filling")).doesNotExist();
    }

    @Test
    void doesNotFollowALinkOutOfTheImage() throws Exception {
        Files.createDirectories(root.resolve("secret"));
        Files.writeString(root.resolve("secret/key"), "key");
        Files.createDirectories(rootfs.resolve("srv"));
        Files.createSymbolicLink(rootfs.resolve("srv/data"), Path.of("../../secret"));
        Path data = only(prepare(WEB, List.of(volume("data")), rootfs));
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void mountsWhatTheDriverSaysForAsLongAsSomebodyUsesIt() throws Exception {
        volumes.ensure("fast", wanted(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m,mode=0710")));
        Path data = only(prepare(WEB, List.of(volume("fast")), rootfs));
        prepare(DB, List.of(volume("fast")), rootfs);
        assertThat(Files.getFileStore(data).type()).isEqualTo("tmpfs");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx--x---");
        volumes.release(WEB);
        assertThat(mounts()).contains(data.toString());
        volumes.release(DB);
        assertThat(mounts()).doesNotContain(data.toString());
    }

    private static String mounts() throws Exception {
        return Files.readString(Path.of("/proc/self/mounts"));
    }

    @Test
    void saysWhatCannotBeMounted() throws Exception {
        volumes.ensure("lost", wanted(Map.of("type", "none", "device", root + "/nowhere", "o", "bind")));
        assertThat(refusal(prepare(WEB, List.of(volume("lost")), rootfs)))
                .startsWith(
                        "error while mounting volume '" + root + "/volumes/lost/_data': failed to mount local volume")
                .endsWith("no such file or directory");
        volumes.remove("lost", volumes.life("lost"));
        assertThat(volumes.list()).isEmpty();
    }

    @Test
    void makesTheSourceOfABindOnlyWhenItShall() throws Exception {
        String source = root + "/made/here";
        assertThat(refusal(prepare(WEB, List.of(point("bind", "", source, false, false, "")), rootfs)))
                .isEqualTo("invalid mount config for type \"bind\": bind source path does not exist: " + source);
        assertThat(only(prepare(WEB, List.of(point("bind", "", source, false, true, "")), rootfs)))
                .isDirectory();
    }

    @Test
    void showsAPartOfAVolume() throws Exception {
        volumes.ensure("data", FIRST);
        Files.createDirectories(volumes.mountpoint("data").resolve("a/b"));
        MountPoint part = point("volume", "data", "", false, false, "a/b");
        assertThat(only(prepare(WEB, List.of(part), rootfs)))
                .isEqualTo(volumes.mountpoint("data").resolve("a/b"));
        MountPoint missing = point("volume", "data", "", false, false, "a/c");
        assertThat(refusal(prepare(WEB, List.of(missing), rootfs))).startsWith("cannot access path");
    }

    @Test
    void removesAVolumeThatNobodyUses() throws Exception {
        prepare(WEB, List.of(volume("data")), rootfs);
        assertThat(volumes.remove("data", volumes.life("data"))).isFalse();
        volumes.release(WEB);
        volumes.remove("data", volumes.life("data"));
        volumes.remove("data", volumes.life("data"));
        assertThat(Files.exists(root.resolve("volumes/data"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void aVolumeMadeAgainUnderItsNameSeesNoFileOfTheFirst() throws Exception {
        volumes.ensure("data", FIRST);
        Files.writeString(volumes.mountpoint("data").resolve("old"), "");
        volumes.ensure("data", SECOND);
        assertThat(volumes.mountpoint("data")).isEmptyDirectory();
        assertThat(volumes.life("data")).contains(SECOND.life());
        assertThat(volumes.list()).containsExactly("data");
    }

    @Test
    void whatAContainerStillHasMountedIsPutAsideUntilItLetsGo() throws Exception {
        Path old = only(prepare(WEB, List.of(volume("data")), rootfs));
        Path file = Files.writeString(old.resolve("old"), "");
        Object inode = Files.getAttribute(file, "unix:ino");
        Path fresh = only(prepare(DB, List.of(volume("data")), SECOND, rootfs));
        assertThat(fresh).isEmptyDirectory();
        try (Stream<Path> aside = Files.walk(root.resolve("volumes/.removed"))) {
            Path kept = aside.filter(path -> path.endsWith("data/_data/old"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.getAttribute(kept, "unix:ino")).isEqualTo(inode);
        }
        volumes.release(WEB);
        assertThat(root.resolve("volumes/.removed")).isEmptyDirectory();
        assertThat(fresh).isEmptyDirectory();
    }

    @Test
    void unmountsWhatWasPutAsideWithItsDriversMount() throws Exception {
        var fast = wanted(Map.of("type", "tmpfs", "device", "tmpfs"));
        prepare(WEB, List.of(volume("fast")), fast, rootfs);
        volumes.ensure("fast", SECOND);
        assertThat(mounts()).contains(root + "/volumes/.removed/");
        volumes.release(WEB);
        assertThat(mounts()).doesNotContain(root + "/volumes");
    }

    @Test
    void anOrderOfAnEarlierLifeChangesNothing() throws Exception {
        volumes.ensure("data", SECOND);
        Files.writeString(volumes.mountpoint("data").resolve("file"), "");
        volumes.ensure("data", FIRST);
        volumes.remove("data", Optional.of(FIRST.life()));
        assertThat(volumes.mountpoint("data").resolve("file")).exists();
        assertThat(refusal(prepare(WEB, List.of(volume("data")), FIRST, rootfs)))
                .contains("was removed meanwhile");
    }

    @Test
    void aFolderThatDoesNotSayWhoseItIsKeepsItsFiles() throws Exception {
        Files.createDirectories(root.resolve("volumes/data/_data/kept"));
        volumes.ensure("data", FIRST);
        assertThat(root.resolve("volumes/data/_data/kept")).isDirectory();
        assertThat(volumes.life("data")).contains(FIRST.life());
    }

    @Test
    void whatIsAnotherLogsIsNotTakenAndNotRemoved() throws Exception {
        volumes.ensure("data", new WantedVolume(new VolumeLife("another", 9), Map.of()));
        Files.writeString(volumes.mountpoint("data").resolve("file"), "");
        assertThatThrownBy(() -> volumes.ensure("data", FIRST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another log");
        assertThat(volumes.mountpoint("data").resolve("file")).exists();
    }

    @Test
    void clearsWhatAnEngineThatDiedHadPutAside() throws Exception {
        Files.createDirectories(root.resolve("volumes/.removed/3/data/_data/old"));
        volumes.clear();
        assertThat(root.resolve("volumes/.removed")).isEmptyDirectory();
    }

    @Test
    void refusesAVolumeThatTheLogDoesNotHave() throws Exception {
        assertThat(refusal(volumes.prepare(WEB, List.of(volume("data")), Map.of(), rootfs)))
                .isEqualTo("get data: no such volume");
        assertThat(volumes.list()).isEmpty();
    }
}
