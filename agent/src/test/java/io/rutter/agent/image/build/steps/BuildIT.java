package io.rutter.agent.image.build.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.image.LocalImages;
import io.rutter.agent.image.build.run.RuntimeSteps;
import io.rutter.agent.image.build.run.StepNetwork;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import io.rutter.agent.network.EtcTexts;
import io.rutter.agent.runtime.oci.OciRuntime;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.ImageOperations.BuildOptions;
import io.rutter.engine.assignment.ImageOperations.CommitNote;
import io.rutter.engine.assignment.ImageOperations.NamedImage;
import io.rutter.engine.assignment.ImageOperations.StoredImage;
import io.rutter.engine.image.ImageConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real builds on the host's runtime, from an image made of the static busybox. Needs root. */
class BuildIT {
    private static final String EVERY_INSTRUCTION = """
            ARG BASE=base
            FROM $BASE AS one
            MAINTAINER me
            ARG V=5
            ENV A=1 B="$V and $A"
            WORKDIR /work
            RUN echo $V > v && rm /etc/motd && touch /bin/new
            COPY --chown=web a.txt d*/sub ./in/
            ADD files.tar /un/
            FROM base
            COPY --from=one /work /w
            COPY --from=one /un/sub/b /b
            COPY --chmod=711 a.txt /bin/a
            LABEL k="v $PATH"
            EXPOSE 80 90-91/udp
            VOLUME /data
            USER web
            STOPSIGNAL SIGINT
            SHELL ["/bin/sh", "-ec"]
            HEALTHCHECK --interval=5s CMD true
            ONBUILD RUN true
            RUN stat -c '%n %u %g %a' /w/v /w/in/a.txt /w/in/b /bin/a; cat /w/v /b; id -u
            ENTRYPOINT ["/bin/sh"]
            CMD ["-c", "true"]
            """;

    @TempDir
    Path root;

    private OciRuntime runtime;
    private LocalImages images;
    private StoredImage base;
    private Path context;
    private final StringBuilder output = new StringBuilder();

    @BeforeEach
    void open() throws IOException {
        runtime = OciRuntime.open(root.resolve("exec"), new ObjectMapper(), InstantSource.system());
        images = new LocalImages(
                root.resolve("data"),
                InstantSource.system(),
                new RuntimeSteps(runtime, hostNetwork(), root.resolve("steps")));
        Path files = Files.createDirectories(root.resolve("base/bin")).getParent();
        Files.copy(Path.of(Programs.find("busybox").orElseThrow()), files.resolve("bin/busybox"));
        for (String name :
                List.of("sh", "cat", "ls", "echo", "id", "stat", "touch", "env", "pwd", "rm", "mkdir", "kill")) {
            Files.createSymbolicLink(files.resolve("bin").resolve(name), Path.of("busybox"));
        }
        Files.createDirectories(files.resolve("etc"));
        Files.writeString(files.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nweb:x:101:102::/:/bin/sh\n");
        Files.writeString(files.resolve("etc/motd"), "");
        Files.writeString(files.resolve("etc/group"), "root:x:0:\nweb:x:102:\n");
        base = images.importTar(new ByteArrayInputStream(tar(files)), "Imported from -", List.of(), "");
        context = Files.createDirectories(root.resolve("context"));
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void everyInstructionLeavesItsMark() throws IOException {
        Files.writeString(context.resolve("a.txt"), "hello");
        Files.createDirectories(context.resolve("dir/sub"));
        Files.writeString(context.resolve("dir/sub/b"), "b");
        Files.write(context.resolve("files.tar"), tar(context.resolve("dir")));
        ImageConfig config = build(EVERY_INSTRUCTION).config();
        assertThat(output)
                .contains(
                        "/w/v 0 0 644",
                        "/w/in/a.txt 101 102 644",
                        "/w/in/b 101 102 644",
                        "/bin/a 0 0 711",
                        "5\nb101\n");
        assertThat(config.labels()).isEqualTo(Map.of("k", "v " + RunStep.DEFAULT_PATH));
        assertThat(config.exposedPorts()).containsExactly("80/tcp", "90/udp", "91/udp");
        assertThat(config.volumes()).containsExactly("/data");
        assertThat(config.user()).isEqualTo("web");
        assertThat(config.stopSignal()).isEqualTo("SIGINT");
        assertThat(config.onBuild()).containsExactly("RUN true");
        assertThat(config.entrypoint()).containsExactly("/bin/sh");
        assertThat(config.cmd()).containsExactly("-c", "true");
        assertThat(config.history())
                .hasSize(15)
                .last()
                .satisfies(step -> assertThat(step.createdBy()).isEqualTo("/bin/sh -ec #(nop)  CMD [\"-c\" \"true\"]"));
    }

    @Test
    void anUnchangedBuildIsTakenFromTheCacheAndAChangedFileBuildsOnlyWhatIsBelow() throws IOException {
        Files.writeString(context.resolve("a.txt"), "one");
        String dockerfile = "FROM base\nENV A=1\nCOPY a.txt /a\nRUN cat /a > /b\n";
        StoredImage first = build(dockerfile);
        output.setLength(0);
        assertThat(build(dockerfile).id()).isEqualTo(first.id());
        assertThat(output.toString().split("Using cache", -1)).hasSize(4);
        output.setLength(0);
        Files.writeString(context.resolve("a.txt"), "two");
        assertThat(build(dockerfile).id()).isNotEqualTo(first.id());
        assertThat(output.toString().split("Using cache", -1)).hasSize(2);
    }

    @Test
    void aDeletedFileIsAWhiteoutThatSurvivesSaveAndLoad() throws IOException {
        StoredImage built = build("FROM base\nRUN rm /etc/passwd && touch /new\n");
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        images.save(Map.of(built.id(), List.of("a/b:1")), saved);
        LocalImages others = new LocalImages(root.resolve("others"), InstantSource.system(), (_, _) -> 0);
        List<NamedImage> loaded = others.load(new ByteArrayInputStream(saved.toByteArray()), _ -> {});
        assertThat(loaded).extracting(each -> each.image().id()).containsExactly(built.id());
        assertThat(loaded.getFirst().names()).containsExactly("a/b:1");
        String container = "d".repeat(64);
        try {
            Path mounted = others.rootfs().mount(container, built.id());
            assertThat(mounted.resolve("etc/passwd")).doesNotExist();
            assertThat(mounted.resolve("etc/group")).exists();
            assertThat(mounted.resolve("new")).exists();
            Files.writeString(mounted.resolve("written"), "w");
            StoredImage committed = others.commit(
                    container,
                    loaded.getFirst().image(),
                    built.config(),
                    new CommitNote("why", "who", List.of("USER 7")));
            assertThat(committed.config().user()).isEqualTo("7");
            assertThat(committed.config().diffIds()).hasSize(3);
            assertThat(committed.config().comment()).isEqualTo("why");
        } finally {
            others.rootfs().remove(container);
        }
    }

    @Test
    void forgettingAnImageFreesTheStepsThatOnlyItWasMadeBy() throws IOException {
        StoredImage built = build("FROM base\nENV A=1\nRUN touch /x\n");
        assertThat(images.layerSizes()).hasSize(2);
        images.forget(built.id());
        assertThat(images.layerSizes()).hasSize(1);
        assertThat(root.resolve("data/image/cache")).isEmptyDirectory();
        images.forget(base.id());
        assertThat(images.layerSizes()).isEmpty();
        assertThat(root.resolve("data/image/blobs/sha256")).isEmptyDirectory();
    }

    @Test
    void onlyWhatTheTargetNeedsIsBuilt() throws IOException {
        BuildOptions options = options("middle");
        StoredImage built = build(
                "FROM base AS unused\nRUN touch /no\nFROM base AS middle\nRUN touch /yes\nFROM base\nRUN false\n",
                options);
        assertThat(output).contains("Step 1/2 : FROM base AS middle").doesNotContain("/no");
        assertThat(built.config().diffIds()).hasSize(2);
    }

    @Test
    void aStepThatFailsSaysSoInDockersWordsAndLeavesNothing() throws IOException {
        assertRefused("FROM base\nRUN exit 3\n", "The command '/bin/sh -c exit 3' returned a non-zero code: 3");
        assertRefused(
                "FROM base\nCOPY nope /x\n",
                "COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist");
        assertRefused("FROM base\nCOPY no* /x\n", "COPY failed: no source files were specified");
        assertRefused("FROM base\nCOPY ../x /x\n", "COPY failed: forbidden path outside the build context: ../x ()");
        assertRefused(
                "FROM base\nCOPY --chown=nobody . /x\n",
                "unable to convert uid/gid chown string to host mapping: can't find uid for user nobody: no such user: nobody");
        assertRefused("FROM scratch\n", "No image was generated. Is your Dockerfile empty?");
        assertRefused("FROM Base\n", "invalid reference format: repository name must be lowercase");
        assertRefused("", "the Dockerfile (Dockerfile) cannot be empty");
        assertThat(root.resolve("data/image/tmp")).isEmptyDirectory();
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(root.toString());
    }

    @Test
    void aDockerignoreIsObeyedAndLinksOfTheContextLeadNowhere() throws IOException {
        Files.writeString(context.resolve(".dockerignore"), "*.log\n!keep.log\n");
        Files.writeString(context.resolve("x.log"), "x");
        Files.writeString(context.resolve("keep.log"), "k");
        Files.createSymbolicLink(context.resolve("out"), Path.of("../../../../../../etc"));
        build("FROM base\nCOPY . /all/\nRUN ls -a /all\n");
        assertThat(output).contains("keep.log").doesNotContain("x.log");
        assertRefused(
                "FROM base\nCOPY out/hostname /x\n",
                "COPY failed: file not found in build context or excluded by .dockerignore: stat out/hostname: file does not exist");
    }

    private void assertRefused(String dockerfile, String message) {
        assertThatThrownBy(() -> build(dockerfile))
                .isInstanceOf(RefusedException.class)
                .hasMessage(message);
    }

    private StoredImage build(String dockerfile) throws IOException {
        return build(dockerfile, options(""));
    }

    private StoredImage build(String dockerfile, BuildOptions options) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        return images.build(
                new ByteArrayInputStream(tar(context)),
                options,
                name -> name.equals("base") ? Optional.of(base) : Optional.empty(),
                progress -> output.append(progress.stream()));
    }

    private static BuildOptions options(String target) {
        return new BuildOptions(
                "", target, Map.of(), Map.of(), false, false, false, true, false, "host", List.of(), 0, 0, 0, 0, 0, "",
                0, List.of(), "");
    }

    private static byte[] tar(Path directory) throws IOException {
        ProgramResult made = Programs.run(Program.of("tar", "-C", directory.toString(), "-cf", "-", "."));
        assertThat(made.succeeded()).isTrue();
        return made.stdout();
    }

    private static StepNetwork hostNetwork() {
        return new StepNetwork() {
            @Override
            public Place open(String stepId, String mode, List<String> extraHosts) {
                return new Place(Optional.empty(), new EtcTexts("127.0.0.1 localhost\n", "step\n", ""));
            }

            @Override
            public void close(String stepId) {
                // the host's network stays
            }
        };
    }
}
