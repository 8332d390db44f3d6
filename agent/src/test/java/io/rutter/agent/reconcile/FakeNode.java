package io.rutter.agent.reconcile;

import io.rutter.agent.image.NodeImages;
import io.rutter.agent.image.store.ContainerRoots;
import io.rutter.agent.network.NodeNetwork;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.Runtime;
import io.rutter.agent.runtime.StartResult;
import io.rutter.agent.runtime.logs.KeptLogs;
import io.rutter.agent.volume.VolumeHost;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ReportSink;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer.Desired;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node without a host. What is done to it is written down in order, in words such as {@code delete web.1}; what a test has named as
 * broken fails instead. Containers are called by short names, which are filled up to ids.
 */
final class FakeNode {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final LogIdentity LOG = new LogIdentity("log", 1);

    final List<String> done = Collections.synchronizedList(new ArrayList<>());
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    final FakeAssignments assignments = new FakeAssignments();
    /** Runs on the host, in the order in which they are found. */
    final Map<RunStamp, FoundRun> runs = new LinkedHashMap<>();

    /** Whoever is told of ends. */
    Consumer<RunExit> exits = _ -> {};
    /** Why no process can be made; null when it can. */
    StartResult.@Nullable Failed failsToBeMade;
    /** Why ports cannot be published; null when they can. */
    @Nullable
    Problem portsTaken;

    final Set<String> mounted = ConcurrentHashMap.newKeySet();
    final Set<ImageId> images = new HashSet<>();
    final NodeParts parts;

    FakeNode(Path root) {
        parts = new NodeParts(
                fake(Runtime.class, new FakeRuntime(this)),
                fake(NodeNetwork.class, new FakeNetwork(this)),
                fake(NodeImages.class, new FakeImages(this)),
                new VolumeHost(root),
                root.resolve("containers"),
                new KeptLogs(root.resolve("kept-logs"), Duration.ofHours(1), InstantSource.fixed(NOW)),
                InstantSource.fixed(NOW));
    }

    /** A thing that does what its fake has a method for, by name and arguments; any other call fails the test. */
    static <T> T fake(Class<T> type, Object fake) {
        InvocationHandler handler = (_, method, arguments) -> {
            var own = fake.getClass().getDeclaredMethod(method.getName(), method.getParameterTypes());
            own.setAccessible(true);
            try {
                return own.invoke(fake, arguments);
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    void does(String what) throws IOException {
        if (broken.contains(what)) {
            throw new IOException(what + " fails");
        }
        done.add(what);
    }

    /** Writes down reports by their kind; the log takes them at once. */
    ReportSink reports() {
        return (id, report, cause) -> {
            String kind = report.getClass().getSimpleName();
            if (broken.contains("report " + kind)) {
                return CompletableFuture.failedFuture(new IOException("the log is busy"));
            }
            done.add("report " + kind + " of " + name(id.value()));
            return CompletableFuture.completedFuture(null);
        };
    }

    RunStamp found(String name, long run, FoundRun.Phase phase) {
        var stamp = stamp(name, run);
        runs.put(stamp, new FoundRun(stamp, phase, 42, null));
        return stamp;
    }

    static RunStamp stamp(String name, long run) {
        return new RunStamp(LOG.logId(), 1, id(name), 1, 2, run, 9, "/log");
    }

    ContainerAssignment assign(String name, Endpoint... endpoints) {
        ContainerAssignment assigned = container(name, List.of(endpoints), List.of());
        assignments.containers.put(assigned.id().value(), assigned);
        return assigned;
    }

    /** Gives what was assigned under a name another one; its id stays. */
    void rename(String name, String next) {
        assignments.containers.computeIfPresent(
                id(name), (_, old) -> container(old.id(), next, old.endpoints(), old.ports()));
    }

    static ContainerAssignment container(String name, List<Endpoint> endpoints, List<PublishedPort> ports) {
        return container(new ContainerId(id(name)), name, endpoints, ports);
    }

    private static ContainerAssignment container(
            ContainerId id, String name, List<Endpoint> endpoints, List<PublishedPort> ports) {
        var config = ContainerConfig.of("app", null, List.of("sh"), List.of(), "", "");
        var host = HostConfig.of(
                Resources.UNLIMITED, Security.DEFAULT, NetworkSetup.of("none"), RestartPolicy.NEVER, false);
        return new ContainerAssignment(
                id,
                1,
                9,
                name,
                new ContainerSpec(config, host, List.of(), ""),
                new ImageId("sha256:" + "b".repeat(64)),
                List.of(),
                new Desired(Wanted.RUNNING, 2, 2, 2, null, null, false, false, null, List.of()),
                new Run(Phase.RUNNING, 1, 2, 42, NOW, null, 0, false, 0, "", null),
                endpoints,
                ports,
                List.of(),
                "",
                List.of());
    }

    private static final Map<String, String> NAMES = new HashMap<>();

    /** 64 hexadecimal digits that stand for a name. */
    static String id(String name) {
        StringBuilder hex = new StringBuilder();
        name.chars().forEach(letter -> hex.append(Integer.toHexString(letter)));
        String id = hex + "0".repeat(64 - hex.length());
        synchronized (NAMES) {
            NAMES.put(id, name);
        }
        return id;
    }

    static String name(String id) {
        synchronized (NAMES) {
            return Optional.ofNullable(NAMES.get(id)).orElse(id);
        }
    }

    ContainerRoots roots() {
        return parts.images().rootfs();
    }
}
