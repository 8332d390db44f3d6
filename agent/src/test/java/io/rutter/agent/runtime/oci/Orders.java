package io.rutter.agent.runtime.oci;

import io.rutter.agent.runtime.ResolvedMount;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Orders to run something, said briefly. */
public final class Orders {
    private final Path directory;
    private final Path rootfs;
    private final String id;
    private List<String> cmd = List.of("true");
    private List<String> env = List.of();
    private String user = "";
    private String workingDir = "";
    private boolean tty;
    private boolean openStdin;
    private boolean stdinOnce;
    private Resources resources = Resources.UNLIMITED;
    private Security security = Security.DEFAULT;
    private Map<String, String> logOptions = Map.of();
    private boolean init;
    private Optional<Path> netns = Optional.empty();
    private final List<ResolvedMount> mounts = new ArrayList<>();

    public Orders(Path directory, Path rootfs) {
        this.directory = directory;
        this.rootfs = rootfs;
        byte[] bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        this.id = HexFormat.of().formatHex(bytes);
    }

    Orders cmd(String... words) {
        cmd = List.of(words);
        return this;
    }

    Orders sh(String script) {
        return cmd("sh", "-c", script);
    }

    Orders env(String... entries) {
        env = List.of(entries);
        return this;
    }

    Orders user(String words) {
        user = words;
        return this;
    }

    Orders workingDir(String path) {
        workingDir = path;
        return this;
    }

    Orders tty() {
        tty = true;
        return this;
    }

    Orders stdin(boolean once) {
        openStdin = true;
        stdinOnce = once;
        return this;
    }

    Orders resources(Resources limits) {
        resources = limits;
        return this;
    }

    Orders security(Security settings) {
        security = settings;
        return this;
    }

    Orders securityOpt(String... options) {
        return security(new Security(
                false, false, List.of(), List.of(), List.of(), List.of(options), null, null, "", "", "", "", "", 0));
    }

    Orders log(Map<String, String> options) {
        logOptions = options;
        return this;
    }

    Orders withInit() {
        init = true;
        return this;
    }

    Orders in(Path namespace) {
        netns = Optional.of(namespace);
        return this;
    }

    public Orders mount(String source, String destination, boolean readWrite) {
        mounts.add(new ResolvedMount(
                new MountPoint(
                        "bind",
                        "",
                        source,
                        destination,
                        "",
                        readWrite,
                        "rprivate",
                        false,
                        false,
                        false,
                        "",
                        "",
                        false,
                        false),
                Path.of(source)));
        return this;
    }

    RunKey key() {
        return new RunKey(id, 1);
    }

    Path log() {
        return directory.resolve(id).resolve("container.log");
    }

    public RunOrder order() {
        var assignment = new ContainerAssignment(
                new ContainerId(id),
                1,
                7,
                "box",
                new ContainerSpec(config(), hostConfig(), List.of(), ""),
                new ImageId("sha256:" + id),
                List.of(),
                new LiveContainer.Desired(
                        LiveContainer.Wanted.RUNNING, 1, 1, 0, null, null, false, false, null, List.of()),
                LiveContainer.Run.NONE,
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of());
        return new RunOrder(
                new RunStamp("log", 1, id, 1, 1, 1, 7, log().toString()),
                assignment,
                rootfs,
                netns,
                mounts,
                RunOrder.EtcFiles.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "box");
    }

    private ContainerConfig config() {
        return new ContainerConfig(
                "busybox",
                cmd,
                null,
                env,
                user,
                workingDir,
                Map.of(),
                tty,
                openStdin,
                stdinOnce,
                openStdin,
                true,
                true,
                "box",
                "",
                List.of(),
                List.of(),
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                null);
    }

    private HostConfig hostConfig() {
        return new HostConfig(
                resources,
                security,
                null,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                "",
                RestartPolicy.NEVER,
                false,
                new HostConfig.LogConfig("json-file", logOptions),
                0,
                Map.of(),
                init,
                "",
                Map.of(),
                Map.of(),
                "",
                null);
    }
}
