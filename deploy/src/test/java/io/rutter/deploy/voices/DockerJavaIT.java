package io.rutter.deploy.voices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.command.WaitContainerResultCallback;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.TestFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** docker-java, which Testcontainers for the JVM is built on. It keeps its connections and sends chunked bodies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerJavaIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Rutter rutter;
    private DockerClient client;

    @BeforeAll
    void start() {
        rutter = Rutter.start(TestFolder.of("java"));
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        Outcome imported = rutter.run(LIMIT, Map.of(), "bash", "-c", script + " | docker import - base");
        assertThat(imported.isFine()).as(imported.output()).isTrue();
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost("unix://" + rutter.socket())
                .withDockerTlsVerify(false)
                .build();
        client = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .maxConnections(10)
                        .build());
    }

    /** Keeps what comes, by stream. */
    private static final class Kept<T> extends ResultCallback.Adapter<T> {
        private final Queue<T> all = new ConcurrentLinkedQueue<>();

        @Override
        public void onNext(T next) {
            all.add(next);
        }

        String text(StreamType type) {
            var text = new StringBuilder();
            for (T each : all) {
                if (each instanceof Frame frame && frame.getStreamType() == type) {
                    text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
            }
            return text.toString();
        }
    }

    private String run(String name, String... command) {
        String id = client.createContainerCmd("base")
                .withName(name)
                .withCmd(command)
                .withLabels(Map.of("voice", "java"))
                .exec()
                .getId();
        client.startContainerCmd(id).exec();
        return id;
    }

    @Test
    void runsAContainerReadsItsLogsAndItsExitCode() throws InterruptedException {
        String id = run("logger", "sh", "-c", "echo out; echo err >&2; exit 3");
        assertThat(client.waitContainerCmd(id)
                        .exec(new WaitContainerResultCallback())
                        .awaitStatusCode(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(3);
        Kept<Frame> logs = new Kept<>();
        client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(logs)
                .awaitCompletion(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(logs.text(StreamType.STDOUT)).isEqualTo("out\n");
        assertThat(logs.text(StreamType.STDERR)).isEqualTo("err\n");
        InspectContainerResponse seen = client.inspectContainerCmd("logger").exec();
        assertThat(seen.getState().getExitCodeLong()).isEqualTo(3);
        assertThat(seen.getConfig().getLabels()).containsEntry("voice", "java");
        client.removeContainerCmd(id).exec();
        assertThatThrownBy(() -> client.inspectContainerCmd(id).exec()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void feedsAnExecAndReadsBothItsStreams() throws InterruptedException {
        String id = run("exec", "sleep", "1000");
        String exec = client.execCreateCmd(id)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd("sh", "-c", "read line; echo $line; echo done >&2; exit 7")
                .exec()
                .getId();
        Kept<Frame> output = new Kept<>();
        client.execStartCmd(exec)
                .withStdIn(new ByteArrayInputStream("given\n".getBytes(StandardCharsets.UTF_8)))
                .exec(output)
                .awaitCompletion(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(output.text(StreamType.STDOUT)).isEqualTo("given\n");
        assertThat(output.text(StreamType.STDERR)).isEqualTo("done\n");
        assertThat(client.inspectExecCmd(exec).exec().getExitCodeLong()).isEqualTo(7);
        client.removeContainerCmd(id).withForce(true).exec();
    }

    @Test
    void hearsTheEventsOfALifeInTheirOrder() throws Exception {
        Kept<Event> events = new Kept<>();
        client.eventsCmd().withContainerFilter("heard").exec(events).awaitStarted(LIMIT.toSeconds(), TimeUnit.SECONDS);
        String id = run("heard", "true");
        client.waitContainerCmd(id)
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(LIMIT.toSeconds(), TimeUnit.SECONDS);
        client.removeContainerCmd(id).exec();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (events.all.stream().noneMatch(event -> "destroy".equals(event.getAction())) && System.nanoTime() < end) {
            Rutter.pause(Duration.ofMillis(50));
        }
        events.close();
        assertThat(events.all.stream().map(Event::getAction)).containsExactly("create", "start", "die", "destroy");
    }

    @Test
    void buildsTagsListsAndRemovesAnImage() throws Exception {
        byte[] context = new DockerfileTar("FROM base\nLABEL made=here\nCMD [\"echo\",\"built\"]\n").bytes();
        String id = client.buildImageCmd(new ByteArrayInputStream(context))
                .start()
                .awaitImageId(LIMIT.toSeconds(), TimeUnit.SECONDS);
        client.tagImageCmd(id, "voice/java", "one").exec();
        assertThat(client.listImagesCmd()
                        .withFilter("reference", List.of("voice/java"))
                        .exec())
                .singleElement()
                .satisfies(image -> assertThat(image.getRepoTags()).containsExactly("voice/java:one"));
        assertThat(client.inspectImageCmd("voice/java:one").exec().getConfig().getLabels())
                .containsEntry("made", "here");
        try (InputStream saved = client.saveImageCmd("voice/java:one").exec()) {
            assertThat(saved.readAllBytes().length).isGreaterThan(100_000);
        }
        client.removeImageCmd("voice/java:one").exec();
        assertThatThrownBy(() -> client.inspectImageCmd("voice/java:one").exec())
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void publishesAPortCopiesFilesAndIsToldOfConflicts() throws IOException {
        var port = ExposedPort.tcp(80);
        var bindings = new Ports();
        bindings.bind(port, Ports.Binding.bindIp("127.0.0.1"));
        String id = client.createContainerCmd("base")
                .withName("shop")
                .withExposedPorts(port)
                .withHostConfig(
                        HostConfig.newHostConfig().withPortBindings(bindings).withMemory(64L << 20))
                .withCmd("sleep", "1000")
                .exec()
                .getId();
        assertThatThrownBy(() -> client.createContainerCmd("base")
                        .withName("shop")
                        .withCmd("true")
                        .exec())
                .isInstanceOf(ConflictException.class);
        client.startContainerCmd(id).exec();
        InspectContainerResponse seen = client.inspectContainerCmd(id).exec();
        assertThat(seen.getNetworkSettings()
                        .getPorts()
                        .getBindings()
                        .get(port)[0]
                        .getHostPortSpec())
                .matches("\\d+");
        assertThat(seen.getHostConfig().getMemory()).isEqualTo(64L << 20);
        client.copyArchiveToContainerCmd(id)
                .withRemotePath("/tmp")
                .withTarInputStream(new ByteArrayInputStream(new DockerfileTar("copied").bytes()))
                .exec();
        try (InputStream tar =
                client.copyArchiveFromContainerCmd(id, "/tmp/Dockerfile").exec()) {
            assertThat(new String(tar.readAllBytes(), StandardCharsets.UTF_8)).contains("copied");
        }
        assertThat(client.listContainersCmd().withLabelFilter(List.of("none")).exec())
                .isEmpty();
        client.stopContainerCmd(id).withTimeout(0).exec();
        client.removeContainerCmd(id).exec();
    }

    @AfterAll
    void end() throws IOException {
        if (client != null) {
            client.close();
        }
        if (rutter != null) {
            rutter.close();
        }
    }
}
