package io.rutter.deploy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.Shell;
import io.rutter.deploy.host.TestFolder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that do not read, or go away in the middle: they hold up nobody, and cost little. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** What a writer of 100 MB may take beside two readers that never read. */
    private static final Duration WRITTEN = Duration.ofSeconds(60);

    private static final Duration FREED = Duration.ofSeconds(15);
    private static final long BYTES = 100_000_000;
    private static final int VANISHING = 20;
    /** An idle engine has 150; what is not read must not be held. */
    private static final long MEMORY_LIMIT_KILOBYTES = 400 * 1024;

    private static final String WRITER = "head -c " + BYTES + " /dev/zero | tr '\\\\0' '\\\\n' | sed s/^/"
            + "a".repeat(199) + "/ | head -c " + BYTES;

    private Rutter rutter;

    @BeforeAll
    void start() {
        rutter = Rutter.start(TestFolder.of("slow"));
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        assertThat(sh("\"$0\" | docker import - base", script).isFine()).isTrue();
    }

    @Test
    void aWriterOfAHundredMegabytesWaitsForNoReader() throws IOException {
        rutter.docker("create", "--name", "writer", "base", "sh", "-c", "exec " + "sh -c \"" + WRITER + "\"");
        List<SocketChannel> readers = new ArrayList<>();
        readers.add(ask("POST /containers/writer/attach?stream=1&stdout=1&stderr=1 HTTP/1.1\r\nHost: e\r\n"
                + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n"));
        rutter.docker("start", "writer");
        readers.add(ask("GET /containers/writer/logs?follow=1&stdout=1 HTTP/1.1\r\nHost: e\r\n\r\n"));
        readers.add(ask("GET /events?since=0 HTTP/1.1\r\nHost: e\r\n\r\n"));
        long begun = System.nanoTime();
        assertThat(rutter.run(WRITTEN, Map.of(), "docker", "wait", "writer").word())
                .isEqualTo("0");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(took).isLessThan(WRITTEN);
        assertThat(sh("docker logs writer | wc -c").word()).isEqualTo(Long.toString(BYTES));
        assertThat(memoryKilobytes()).isLessThan(MEMORY_LIMIT_KILOBYTES);
        for (SocketChannel reader : readers) {
            reader.close();
        }
        rutter.docker("rm", "writer");
    }

    @Test
    void aHundredMegabytesGoThroughAnExecAndBackUnchanged() {
        rutter.docker("run", "-d", "--name", "echo", "base", "sleep", "1000");
        Outcome outcome = sh("d=$(mktemp -d); head -c " + BYTES + " /dev/urandom > $d/sent;"
                + " docker exec -i echo cat < $d/sent | cmp - $d/sent && echo same; rm -rf $d");
        assertThat(outcome.word()).isEqualTo("same");
        assertThat(memoryKilobytes()).isLessThan(MEMORY_LIMIT_KILOBYTES);
        rutter.docker("rm", "-f", "echo");
    }

    @Test
    void whatVanishesInTheMiddleLeavesNothingBehind() throws Exception {
        rutter.docker("run", "-d", "-i", "--name", "target", "base", "sh", "-c", "cat >/dev/null; sleep 1000");
        String exec = sh("curl -s --unix-socket \"$SOCKET\" -H 'Content-Type: application/json' -d "
                        + "'{\"AttachStdin\":true,\"AttachStdout\":true,\"Cmd\":[\"cat\"]}' http://e/containers/target/exec"
                        + " | cut -d'\"' -f4")
                .word();
        vanish(exec);
        int before = descriptors();
        long threads = threads();
        for (int i = 0; i < VANISHING; i++) {
            vanish(exec);
        }
        long end = System.nanoTime() + FREED.toNanos();
        while (System.nanoTime() < end && (descriptors() > before + 5 || threads() > threads + 10)) {
            Rutter.pause(Duration.ofMillis(200));
        }
        assertThat(descriptors()).isLessThanOrEqualTo(before + 5);
        assertThat(threads()).isLessThanOrEqualTo(threads + 10);
        assertThat(sh("ls -A " + rutter.folder() + "/data/image/tmp 2>/dev/null | wc -l")
                        .word())
                .isEqualTo("0");
        assertThat(rutter.docker("run", "--rm", "base", "echo", "alive")).isEqualTo("alive");
        rutter.docker("rm", "-f", "target");
    }

    /** Half of a build's context, of an image, of an input, of an output. */
    private void vanish(String exec) throws IOException {
        String half = "Host: e\r\nContent-Type: application/x-tar\r\nContent-Length: 100000\r\n\r\n";
        String upgrade = "Host: e\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n";
        byte[] start = new byte[3_000];
        byte[] header = Tar.header("Dockerfile", Tar.FILE, "", 50_000);
        System.arraycopy(header, 0, start, 0, header.length);
        for (String request : List.of(
                "POST /build HTTP/1.1\r\n" + half,
                "POST /images/load HTTP/1.1\r\n" + half,
                "POST /images/create?fromSrc=- HTTP/1.1\r\n" + half,
                "PUT /containers/target/archive?path=/tmp HTTP/1.1\r\n" + half)) {
            try (SocketChannel channel = ask(request)) {
                channel.write(ByteBuffer.wrap(start));
            }
        }
        String json = "{\"Detach\":false}";
        ask("POST /exec/" + exec + "/start HTTP/1.1\r\n" + upgrade
                        + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                .close();
        ask("POST /containers/target/attach?stream=1&stdout=1&stdin=0 HTTP/1.1\r\n" + upgrade
                        + "Content-Length: 0\r\n\r\n")
                .close();
        ask("GET /containers/target/logs?follow=1&stdout=1 HTTP/1.1\r\nHost: e\r\n\r\n")
                .close();
        ask("GET /containers/target/stats HTTP/1.1\r\nHost: e\r\n\r\n").close();
        ask("GET /events HTTP/1.1\r\nHost: e\r\n\r\n").close();
        ask("POST /containers/target/wait HTTP/1.1\r\nHost: e\r\nContent-Length: 0\r\n\r\n")
                .close();
        ask("GET /images/base/get HTTP/1.1\r\nHost: e\r\n\r\n").close();
        ask("GET /containers/target/export HTTP/1.1\r\nHost: e\r\n\r\n").close();
    }

    private SocketChannel ask(String request) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(rutter.socket()));
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private int descriptors() {
        String[] names = process("fd").toFile().list();
        return names == null ? 0 : names.length;
    }

    private long threads() {
        String[] names = process("task").toFile().list();
        return names == null ? 0 : names.length;
    }

    private long memoryKilobytes() {
        Outcome held = Shell.run(
                LIMIT, "awk", "/^Pss:/ {print $2}", process("smaps_rollup").toString());
        return Long.parseLong(held.word());
    }

    private Path process(String name) {
        return Path.of("/proc", Long.toString(rutter.pid()), name);
    }

    private Outcome sh(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-o", "pipefail", "-c", script));
        command.addAll(List.of(arguments));
        return rutter.run(LIMIT, Map.of(), command.toArray(String[]::new));
    }

    @AfterAll
    void end() {
        if (rutter != null) {
            rutter.close();
        }
    }
}
