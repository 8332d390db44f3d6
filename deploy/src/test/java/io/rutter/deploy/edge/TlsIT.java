package io.rutter.deploy.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.Shell;
import io.rutter.deploy.host.TestFolder;
import io.rutter.http.tls.TlsIdentity;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The unchanged docker CLI over TCP with certificates. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Authority authority;
    private Rutter rutter;
    private int port;

    @BeforeAll
    void start() throws IOException {
        authority = Authority.in(Files.createTempDirectory("rutter-tls"));
        authority.sign("server", "/CN=engine", "subjectAltName=IP:127.0.0.1", "extendedKeyUsage=serverAuth");
        authority.sign("alice", "/O=Example/CN=alice", "extendedKeyUsage=clientAuth");
        Authority other = Authority.in(Files.createTempDirectory(authority.folder(), "other"));
        other.sign("mallory", "/CN=alice", "extendedKeyUsage=clientAuth");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        rutter = Rutter.start(
                TestFolder.of("tls"),
                "--host",
                "tcp://127.0.0.1:" + port,
                "--tlsverify",
                "--tlscacert",
                authority.file("ca.pem").toString(),
                "--tlscert",
                authority.file("server.pem").toString(),
                "--tlskey",
                authority.file("server-key.pem").toString());
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        assertThat(sh(script + " | docker $TLS import - base").isFine()).isTrue();
    }

    @Test
    void runsACommandWhoseInputEndsBeforeItsOutput() {
        // The command writes only after it has seen the end of its input.
        Outcome outcome =
                sh("printf 'one\\ntwo\\n' | docker $TLS run --rm -i base sh -c 'n=$(wc -l); sleep 1; echo $n'");
        assertThat(outcome.word()).isEqualTo("2");
    }

    @Test
    void carriesTenMegabytesIntoAnExecAndBack() {
        docker("run", "-d", "--name", "echo", "base", "sleep", "1000");
        Outcome outcome = sh("head -c 10000000 /dev/urandom > $DIR/sent;"
                + " docker $TLS exec -i echo cat < $DIR/sent | cmp - $DIR/sent && echo same");
        assertThat(outcome.word()).isEqualTo("same");
    }

    @Test
    void attachesAndFollowsLogs() {
        docker("run", "-d", "-i", "--name", "reader", "base", "sh", "-c", "read line; echo got $line");
        assertThat(sh("echo word | docker $TLS attach reader").word()).isEqualTo("got word");
        assertThat(docker("logs", "-f", "reader").word()).isEqualTo("got word");
    }

    @Test
    void namesTheCertificatesSubjectAsTheOneWhoDidIt() {
        docker("volume", "create", "of-alice");
        Outcome history = rutter.run(
                LIMIT, Map.of(), Checkout.distribution().resolve("bin/rutter").toString(), "history", "of-alice");
        assertThat(history.output()).contains("CN=alice,O=Example");
    }

    @Test
    void refusesAClientWithoutACertificateOrWithAnothersOrWithoutTls() {
        String ca = "--tlsverify --tlscacert " + authority.file("ca.pem");
        Path other = authority
                .file("")
                .toFile()
                .listFiles(file -> file.getName().startsWith("other"))[0]
                .toPath();
        String wrong =
                ca + " --tlscert " + other.resolve("mallory.pem") + " --tlskey " + other.resolve("mallory-key.pem");
        String server =
                ca + " --tlscert " + authority.file("server.pem") + " --tlskey " + authority.file("server-key.pem");
        String host = " -H tcp://127.0.0.1:" + port;
        for (String options : new String[] {ca, wrong, server, ""}) {
            Outcome outcome = sh("env -u DOCKER_HOST docker " + options + host + " ps");
            assertThat(outcome.exit()).as(options + ": " + outcome.output()).isNotZero();
        }
        assertThat(sh("curl -sk https://127.0.0.1:" + port + "/_ping").isFine()).isFalse();
        assertThat(docker("ps").isFine()).isTrue();
    }

    @Test
    void readsKeysInTheirOlderForms() throws IOException {
        authority.openssl("rsa -traditional -in alice-key.pem -out alice-pkcs1.pem");
        assertThat(identity("alice.pem", "alice-pkcs1.pem")).isNotNull();
        authority.openssl("ec -in ca-key.pem -out ca-sec1.pem");
        assertThat(Files.readString(authority.file("ca-sec1.pem"))).contains("BEGIN EC PRIVATE KEY");
        assertThat(identity("ca.pem", "ca-sec1.pem")).isNotNull();
    }

    @Test
    void saysWhichFileCannotBeUsedAndWhy() throws IOException {
        Files.writeString(authority.file("words.pem"), "no certificate\n");
        authority.openssl("rsa -aes128 -passout pass:secret -in alice-key.pem -out locked.pem");
        authority.sign("old", "/CN=old", 0);
        assertThatThrownBy(() -> identity("missing.pem", "alice-key.pem"))
                .hasMessageContaining("--tlscert")
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> identity("words.pem", "alice-key.pem")).hasMessageContaining("no PEM block");
        assertThatThrownBy(() -> identity("alice.pem", "alice.pem")).hasMessageContaining("no private key in it");
        assertThatThrownBy(() -> identity("alice.pem", "locked.pem")).hasMessageContaining("passphrase");
        assertThatThrownBy(() -> identity("alice.pem", "server-key.pem")).hasMessageContaining("not the key of");
        Rutter.pause(Duration.ofMillis(1_100));
        assertThatThrownBy(() -> identity("old.pem", "old-key.pem")).hasMessageContaining("has expired");
    }

    @Test
    void doesNotStartWithAFileItCannotUseNorOnTcpWithoutOne() {
        String program = Checkout.distribution().resolve("bin/rutter").toString();
        Outcome bad = Shell.run(
                LIMIT,
                program,
                "engine",
                "--host",
                "tcp://127.0.0.1:0",
                "--tlsverify",
                "--tlscacert",
                "/none/ca.pem",
                "--tlscert",
                authority.file("server.pem").toString(),
                "--tlskey",
                authority.file("server-key.pem").toString());
        assertThat(bad.word()).isEqualTo("rutter: --tlscacert /none/ca.pem: there is no such file");
        Outcome plain = Shell.run(LIMIT, program, "engine", "--host", "tcp://127.0.0.1:0");
        assertThat(plain.word()).contains("would be root on this machine").contains("--tlsverify");
    }

    private TlsIdentity identity(String certificate, String key) throws IOException {
        return TlsIdentity.read(authority.file("ca.pem"), authority.file(certificate), authority.file(key));
    }

    private Outcome docker(String... arguments) {
        return sh("docker $TLS " + String.join(" ", quoted(arguments)));
    }

    private static String[] quoted(String... words) {
        String[] quoted = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            quoted[i] = "'" + words[i] + "'";
        }
        return quoted;
    }

    private Outcome sh(String script) {
        String options = "--tlsverify -H tcp://127.0.0.1:" + port + " --tlscacert " + authority.file("ca.pem")
                + " --tlscert " + authority.file("alice.pem") + " --tlskey " + authority.file("alice-key.pem");
        return rutter.run(
                LIMIT,
                Map.of("TLS", options, "DIR", authority.folder().toString()),
                "bash",
                "-o",
                "pipefail",
                "-c",
                script);
    }

    @AfterAll
    void end() {
        if (rutter != null) {
            rutter.close();
        }
        Shell.run(LIMIT, "rm", "-rf", authority.folder().toString());
    }
}
