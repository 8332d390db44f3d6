package io.rutter.http;

import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerDeclared;
import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerStartRequested;
import io.rutter.engine.container.ContainerEvent.ContainerStarted;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.rules.ContainerDecider;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Things as the engine has them, for tests of how they are told. */
public final class Examples {
    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    public static final ContainerId WEB = new ContainerId("c0ffee".repeat(10) + "beef");
    public static final ImageId BASE = new ImageId("sha256:" + "ab".repeat(32));
    public static final String BRIDGE = "b1".repeat(32);
    public static final HostFacts HOST = new HostFacts(
            "box",
            "boot",
            "6.1",
            "Debian",
            "12",
            "x86_64",
            2,
            1L << 30,
            "1",
            "cgroupfs",
            "crun",
            Map.of("crun", "1.8"),
            "2.1",
            "tini",
            "/data",
            List.of(),
            Map.of(),
            List.of());
    private static final Endpoint ON_BRIDGE = new Endpoint(
            BRIDGE, "bridge", "e0".repeat(32), "172.17.0.2", 16, "172.17.0.1", "02:42:ac:11:00:02", List.of());

    private Examples() {}

    public static ContainerConfig config(List<String> cmd, Healthcheck... health) {
        return new ContainerConfig(
                "base:1",
                cmd,
                null,
                List.of("A=b"),
                "",
                "",
                Map.of("team", "sea"),
                false,
                false,
                false,
                false,
                false,
                false,
                "c0ffeec0ffee",
                "",
                List.of("80/tcp"),
                List.of(),
                null,
                null,
                health.length == 0 ? null : health[0],
                false,
                false,
                null,
                null,
                null);
    }

    public static ContainerSpec spec(ContainerConfig config) {
        var network = new NetworkSetup(
                "default",
                Map.of("80/tcp", List.of(new NetworkSetup.PortBinding("", "8080"))),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        var host = new HostConfig(
                null,
                null,
                network,
                List.of("data:/data"),
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new ContainerSpec(
                config, host, List.of(new EndpointConfig("bridge", null, null, null, null, null, null, 0)), "");
    }

    public static ContainerDeclared declared(ContainerSpec spec) {
        var data =
                new MountPoint("volume", "data", "", "/data", "z", true, "", true, false, true, "", "", false, false);
        return new ContainerDeclared(WEB, "web", spec, BASE, List.of(data), "node", null, NOON);
    }

    public static ContainerStartRequested startRequested(long generation) {
        return new ContainerStartRequested(
                generation,
                List.of(ON_BRIDGE),
                List.of(new PublishedPort("tcp", 80, "0.0.0.0", 8080)),
                false,
                null,
                null,
                NOON.plusSeconds(1));
    }

    public static ContainerStarted started(long generation, long run) {
        return new ContainerStarted(generation, run, 4711, NOON.plusSeconds(2));
    }

    public static ContainerExited exited(int code) {
        return new ContainerExited(1, code, false, 0, false, NOON.plusSeconds(62));
    }

    public static Healthcheck healthcheck() {
        return new Healthcheck(
                List.of("CMD", "true"), Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    }

    public static LiveContainer created() {
        return live(declared(spec(config(List.of("sleep", "1000")))));
    }

    public static LiveContainer running() {
        return live(declared(spec(config(List.of("sleep", "1000")))), startRequested(2), started(2, 1));
    }

    public static LiveContainer live(ContainerEvent... events) {
        return (LiveContainer) state(events);
    }

    public static Container state(ContainerEvent... events) {
        var decider = new ContainerDecider(WEB.value());
        Container state = decider.nothing();
        for (ContainerEvent event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    public static LogEntry entry(long offset, Kind kind, String id, Event event) {
        var origin = new Origin(Actor.user("ann", "docker[7]", null), "r" + offset, offset - 1, null);
        return new LogEntry(
                offset, 1, event.at().plusNanos(offset), null, new EntityKey(kind, id), offset, 1, origin, event);
    }
}
