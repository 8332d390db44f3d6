package io.rutter.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.linux.files.HostFiles;
import io.rutter.agent.linux.files.Mounts;
import io.rutter.agent.linux.network.Link;
import io.rutter.agent.linux.network.LinkAddress;
import io.rutter.agent.linux.network.Namespaces;
import io.rutter.agent.linux.network.Netlink;
import io.rutter.agent.linux.network.VethPair;
import io.rutter.agent.linux.process.Child;
import io.rutter.agent.linux.process.Peers;
import io.rutter.agent.linux.process.Pidfds;
import io.rutter.agent.linux.process.ProcessIdentity;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.linux.stream.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real host: needs root. */
class HostIT {
    @TempDir
    Path directory;

    @Test
    void aProgramGetsItsInputAndGivesOutputErrorsAndCode() throws IOException {
        ProgramResult result = Programs.run(Program.of("sh", "-c", "cat; echo $GREETING >&2; exit 7")
                .withEnvironment(Map.of("GREETING", "hello"))
                .withStdin("in".getBytes(StandardCharsets.UTF_8)));
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.stdoutText()).isEqualTo("in");
        assertThat(result.stderrText()).isEqualTo("hello");
    }

    @Test
    void aProgramSeesNoDescriptorsButItsOwn() throws IOException {
        try (var held = Files.newByteChannel(Path.of("/proc/self/stat"))) {
            assertThat(held.isOpen()).isTrue();
            ProgramResult result = Programs.run(Program.of("sh", "-c", "echo /proc/$$/fd/*"));
            assertThat(result.stdoutText().strip().split(" ")).hasSizeBetween(3, 4);
        }
    }

    @Test
    void aProgramThatTakesTooLongIsKilled() throws IOException {
        Program slow = Program.of("sleep", "60").withTimeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> Programs.run(slow)).hasMessageContaining("did not end within");
    }

    @Test
    void aProgramThatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> Program.of("no-such-program"))
                .hasMessage("run no-such-program: no such file or directory");
    }

    @Test
    void pipesReachAChildAndItsEndIsSeen() throws Exception {
        Pipe in = Pipe.fromUs();
        Pipe out = Pipe.toUs();
        Child child = Programs.spawn(Program.of("cat"), Map.of(0, in.reading(), 1, out.writing()));
        in.reading().close();
        out.writing().close();
        try (var output = in.writing().output()) {
            output.write("over the wire".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(out.reading().input().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("over the wire");
        assertThat(child.exit().toCompletableFuture().get(5, TimeUnit.SECONDS)).isZero();
        out.close();
    }

    @Test
    void theEndOfAStrangersProcessIsSeen() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of((int) stranger.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();
        try (Pidfds.Watch watch = Pidfds.watch(identity)) {
            assertThat(watch.signal(Signals.SIGTERM)).isTrue();
            watch.gone().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
        stranger.waitFor();
        assertThat(identity.isAlive()).isFalse();
        assertThat(Pidfds.signal(identity, Signals.SIGTERM)).isFalse();
        Pidfds.watch(identity).gone().toCompletableFuture().get(1, TimeUnit.SECONDS);
    }

    @Test
    void anOverlayIsMountedListedAndTakenAway() throws IOException {
        Path lower = Files.createDirectories(directory.resolve("lower"));
        Files.writeString(lower.resolve("file"), "below");
        Path upper = Files.createDirectories(directory.resolve("upper"));
        Path work = Files.createDirectories(directory.resolve("work"));
        Path target = Files.createDirectories(directory.resolve("target"));
        Path backing = Files.createDirectories(directory.resolve("backing"));
        Mounts.tmpfs(backing, Set.of(Mounts.Flag.NO_SUID), "size=1m");
        Mounts.overlay(List.of(lower), upper, work, target, List.of());
        assertThat(target.resolve("file")).hasContent("below");
        assertThat(Mounts.table())
                .anyMatch(entry -> entry.target().equals(target) && entry.type().equals("overlay"));
        assertThat(Mounts.unmount(target)).isTrue();
        assertThat(Mounts.unmount(target)).isFalse();
        assertThat(Mounts.unmount(backing)).isTrue();
    }

    @Test
    void moreLayersThanAPageOfOptionsHolds() throws IOException {
        var lowers = new java.util.ArrayList<Path>();
        for (int i = 0; i < 120; i++) {
            Path lower = Files.createDirectories(directory.resolve("layer-with-a-long-name-" + "x".repeat(40) + i));
            Files.writeString(lower.resolve("file-" + i), "" + i);
            lowers.add(lower);
        }
        Path target = Files.createDirectories(directory.resolve("target"));
        Mounts.overlay(
                lowers,
                Files.createDirectories(directory.resolve("upper")),
                Files.createDirectories(directory.resolve("work")),
                target,
                List.of());
        assertThat(target.toFile().list()).hasSize(120);
        Mounts.unmount(target);
    }

    @Test
    void aVethReachesIntoANamespace() throws IOException {
        Path namespace = directory.resolve("netns");
        Namespaces.createNet(namespace);
        try (Netlink host = Netlink.open();
                Netlink inside = Netlink.openIn(namespace)) {
            host.addBridge("rtst0", "02:42:00:00:00:01", 1400);
            host.setUp("rtst0", true);
            host.addAddress("rtst0", "10.201.7.1", 24);
            host.addVeth(new VethPair("rtstv0", "rtst0", "eth0", namespace, "02:42:0a:c9:07:02", 1400));
            host.setHairpin("rtstv0", true);
            inside.setUp("lo", true);
            inside.setUp("eth0", true);
            inside.addAddress("eth0", "10.201.7.2", 24);
            inside.addRoute("0.0.0.0", 0, "10.201.7.1", "eth0");
            Link eth0 = inside.link("eth0").orElseThrow();
            assertThat(eth0.mac()).isEqualTo("02:42:0a:c9:07:02");
            assertThat(eth0.mtuBytes()).isEqualTo(1400);
            assertThat(inside.addresses()).contains(new LinkAddress(eth0.index(), "10.201.7.2", 24));
            assertThat(host.link("rtstv0").orElseThrow().masterIndex())
                    .isEqualTo(host.link("rtst0").orElseThrow().index());
            ProgramResult ping = Namespaces.insideNet(
                    namespace, () -> Programs.run(Program.of("busybox", "ping", "-c1", "-w2", "10.201.7.1")));
            assertThat(ping.exitCode())
                    .as(ping.stdoutText() + ping.stderrText())
                    .isZero();
        } finally {
            try (Netlink host = Netlink.open()) {
                host.deleteLink("rtstv0");
                host.deleteLink("rtst0");
            }
            Namespaces.delete(namespace);
        }
    }

    @Test
    void aPeerIsKnownByItsProcess() throws IOException {
        var address = java.net.UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(address);
            try (var client = java.nio.channels.SocketChannel.open(address);
                    var accepted = server.accept()) {
                assertThat(client.isConnected()).isTrue();
                Peers.Peer peer = Peers.of(accepted).orElseThrow();
                assertThat(peer.pid()).isEqualTo((int) ProcessHandle.current().pid());
                assertThat(peer.uid()).isZero();
                assertThat(peer.name()).isEqualTo("java");
            }
        }
    }

    @Test
    void filesKeepAttributesOwnersTimesAndKinds() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        HostFiles.setAttribute(file, "trusted.note", new byte[] {1, 2});
        assertThat(HostFiles.attributes(file)).contains("trusted.note");
        assertThat(HostFiles.attribute(file, "trusted.note")).hasValue(new byte[] {1, 2});
        assertThat(HostFiles.attribute(file, "trusted.other")).isEmpty();
        HostFiles.chown(file, 12, 34);
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12);
        var then = java.time.Instant.parse("2001-02-03T04:05:06.000000007Z");
        HostFiles.setModified(file, then);
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(then);
        HostFiles.makeNode(directory.resolve("zero"), HostFiles.S_IFCHR | 0666, 1, 5);
        try (var zero = Files.newInputStream(directory.resolve("zero"))) {
            assertThat(zero.readNBytes(4)).containsOnly(0);
        }
    }
}
