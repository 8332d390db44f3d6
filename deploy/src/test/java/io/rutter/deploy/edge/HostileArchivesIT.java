package io.rutter.deploy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.Shell;
import io.rutter.deploy.host.TestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that want out of the folder they are unpacked in, or more memory than there is, at each door that takes one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileArchivesIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long BOMB_BYTES = 1L << 30;
    /** What the bomb would take if it were held once. The JVM lets its heap grow to some 400 MiB before it collects what has passed. */
    private static final long PEAK_LIMIT_KILOBYTES = BOMB_BYTES / 1024 * 2 / 3;

    private Rutter rutter;
    private Path outside;
    private Path folder;

    @BeforeAll
    void start() throws IOException {
        rutter = Rutter.start(TestFolder.of("tars"));
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        assertThat(sh("\"$0\" | docker import - base", script).isFine()).isTrue();
        rutter.docker("run", "-d", "--name", "web", "base", "sleep", "1000");
        rutter.docker("create", "--name", "idle", "base", "true");
        outside = Files.createTempDirectory("rutter-outside");
        folder = Files.createTempDirectory("rutter-tars");
    }

    /** One way out each, and a file behind it: {@code OUT} is a folder of the host. */
    private List<Tar> waysOut() {
        String out = outside.toString();
        String up = "../".repeat(30) + out.substring(1);
        return List.of(
                new Tar().add(up + "/dots", Tar.FILE, "", "x"),
                new Tar().add(out + "/absolute", Tar.FILE, "", "x"),
                new Tar().add("a/../../../../../.." + out + "/inner", Tar.FILE, "", "x"),
                new Tar().add("l", Tar.SYMBOLIC_LINK, out, "").add("l/link", Tar.FILE, "", "x"),
                new Tar().add("l", Tar.SYMBOLIC_LINK, up, "").add("l/relative", Tar.FILE, "", "x"),
                new Tar()
                        .add("d", Tar.DIRECTORY, "", "")
                        .add("d/l", Tar.SYMBOLIC_LINK, "/proc/1/root" + out, "")
                        .add("d/l/magic", Tar.FILE, "", "x"),
                new Tar()
                        .add("a", Tar.SYMBOLIC_LINK, "b", "")
                        .add("b", Tar.SYMBOLIC_LINK, "a", "")
                        .add("a/loop", Tar.FILE, "", "x"),
                new Tar().add("h", Tar.HARD_LINK, out + "/kept", "").add("h", Tar.FILE, "", "changed"),
                new Tar().add("h", Tar.HARD_LINK, up + "/kept", "").add("h", Tar.FILE, "", "changed"),
                new Tar()
                        .add("s", Tar.SYMBOLIC_LINK, out + "/kept", "")
                        .add("h", Tar.HARD_LINK, "s", "")
                        .add("h", Tar.FILE, "", "changed")
                        .add("s", Tar.FILE, "", "changed"),
                new Tar()
                        .add("twice", Tar.DIRECTORY, "", "")
                        .add("twice", Tar.SYMBOLIC_LINK, out, "")
                        .add("twice/again", Tar.FILE, "", "x"),
                new Tar()
                        .add(".wh..", Tar.FILE, "", "")
                        .add(".wh...", Tar.FILE, "", "")
                        .add("../.wh.x", Tar.FILE, "", ""),
                new Tar().add("dev", Tar.DEVICE, "", "").add("dev", Tar.FILE, "", "x"));
    }

    @Test
    void noArchiveReachesTheHost() throws IOException {
        Files.writeString(outside.resolve("kept"), "kept");
        int number = 0;
        for (Tar tar : waysOut()) {
            Path file = tar.to(folder.resolve(++number + ".tar"));
            for (String door : List.of(
                    "docker cp - web:/tmp < $0",
                    "docker cp - idle:/ < $0",
                    "docker import - hostile < $0 && docker run --rm hostile true",
                    "docker load < $0",
                    "docker build -t hostile - < $0",
                    "(cat $0; true) | docker build -f h -")) {
                Outcome outcome = sh(door, file.toString());
                assertThat(outcome.exit()).as(door + " " + file).isNotEqualTo(Outcome.OUT_OF_TIME);
                assertThat(outcome.output()).as(door + " " + file).doesNotContain("Exception", "the engine failed");
            }
            assertThat(held()).as("after archive " + number).containsExactly("kept");
            assertThat(Files.readString(outside.resolve("kept")))
                    .as("after archive " + number)
                    .isEqualTo("kept");
        }
        assertThat(rutter.docker("exec", "web", "echo", "alive")).isEqualTo("alive");
    }

    private List<String> held() throws IOException {
        try (Stream<Path> files = Files.walk(outside)) {
            return files.filter(file -> !file.equals(outside))
                    .map(file -> outside.relativize(file).toString())
                    .toList();
        }
    }

    /** Names and extended headers of a gigabyte are refused, not held. */
    @ParameterizedTest
    @ValueSource(chars = {Tar.LONG_NAME, Tar.PAX})
    void giantHeadersAreRefusedInLittleMemory(char type) {
        Path file = Tar.bomb(folder.resolve("bomb.tar.gz"), type, BOMB_BYTES);
        for (String door : List.of(
                "docker load < $0",
                "docker import - hostile < $0",
                "docker build - < $0",
                "docker cp - web:/tmp < $0")) {
            Outcome outcome = sh(door, file.toString());
            assertThat(outcome.exit()).as(door + ": " + outcome.output()).isNotIn(0, Outcome.OUT_OF_TIME);
        }
        assertThat(peakKilobytes()).isLessThan(PEAK_LIMIT_KILOBYTES);
        assertThat(rutter.answers()).isTrue();
    }

    @Test
    void aSecondRootIsNotReadableThroughACopyOutOfALink() throws IOException {
        Files.writeString(outside.resolve("kept"), "kept");
        rutter.docker("exec", "web", "ln", "-s", outside.toString(), "/way");
        rutter.docker("exec", "web", "ln", "-s", "/proc/1/root/proc/self/root" + outside, "/magic");
        for (String link : List.of("/way", "/magic")) {
            Outcome outcome = sh("docker cp web:" + link + "/kept - | tar x -O");
            assertThat(outcome.output()).doesNotContain("kept\n").contains("Could not find the file");
            assertThat(sh("docker cp -L web:" + link + " - | tar t").output()).doesNotContain("/kept");
        }
    }

    private long peakKilobytes() {
        Outcome peak =
                Shell.run(LIMIT, "bash", "-c", "grep VmHWM /proc/$0/status | tr -dc 0-9", Long.toString(rutter.pid()));
        return Long.parseLong(peak.word());
    }

    private Outcome sh(String script, String... arguments) {
        Stream<String> head = Stream.of("bash", "-o", "pipefail", "-c", script);
        return rutter.run(
                LIMIT, Map.of(), Stream.concat(head, Stream.of(arguments)).toArray(String[]::new));
    }

    @AfterAll
    void end() {
        if (rutter != null) {
            rutter.close();
        }
        Shell.run(LIMIT, "rm", "-rf", outside.toString(), folder.toString());
    }
}
