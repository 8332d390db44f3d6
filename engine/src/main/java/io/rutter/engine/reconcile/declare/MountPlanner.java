package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.MountSpec;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which mounts a container gets: binds, {@code --mount}, another container's, and an anonymous volume for what is left. */
final class MountPlanner {
    /** Longer, and no file system could hold its folder. */
    private static final int VOLUME_NAME_LIMIT = 255;

    private static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final Set<String> INHERITED_MODES = Set.of("ro", "rw", "z", "Z", "ro,z", "ro,Z", "rw,z", "rw,Z");

    private final World world;
    private final Supplier<String> freshIds;

    MountPlanner(World world, Supplier<String> freshIds) {
        this.world = world;
        this.freshIds = freshIds;
    }

    /** What came of it. */
    sealed interface Mounts {
        record Resolved(List<MountPoint> mounts) implements Mounts {}

        record Impossible(Problem problem) implements Mounts {}
    }

    Mounts plan(ContainerConfig config, HostConfig host) {
        var byTarget = new LinkedHashMap<String, MountPoint>();
        Set<String> memory =
                host.tmpfs().keySet().stream().map(MountPlanner::clean).collect(Collectors.toSet());
        try {
            host.volumesFrom().forEach(from -> inherit(from, byTarget));
            host.binds().forEach(bind -> put(byTarget, bind(bind), bind));
            host.mounts().forEach(mount -> put(byTarget, mount(mount), mount.target()));
            memory.stream().filter(byTarget::containsKey).forEach(MountPlanner::refuseTwice);
        } catch (Refusal refusal) {
            return new Mounts.Impossible(refusal.problem);
        }
        for (String path : config.volumes()) {
            String target = clean(path);
            if (!memory.contains(target)) {
                byTarget.computeIfAbsent(target, _ -> volume(freshIds.get(), target, "", true, true, true, ""));
            }
        }
        return new Mounts.Resolved(new ArrayList<>(byTarget.values()));
    }

    private static void put(Map<String, MountPoint> byTarget, MountPoint mount, String shown) {
        MountPoint before = byTarget.get(mount.destination());
        if (before != null && !before.anonymous()) {
            refuseTwice(mount.destination());
        }
        byTarget.put(mount.destination(), mount);
    }

    private static void refuseTwice(String target) {
        throw new Refusal(new Problem.Invalid("Duplicate mount point: " + target));
    }

    private void inherit(String from, Map<String, MountPoint> byTarget) {
        int colon = from.lastIndexOf(':');
        String reference = colon < 0 ? from : from.substring(0, colon);
        String mode = colon < 0 ? "" : from.substring(colon + 1);
        if (!mode.isEmpty() && !INHERITED_MODES.contains(mode)) {
            throw new Refusal(new Problem.Invalid("invalid mode: " + mode));
        }
        switch (world.containers().find(reference)) {
            // not a 404: a client would take that for a missing image and pull it
            case Found.None<LiveContainer> none ->
                throw new Refusal(new Problem.Invalid(none.problem().message()));
            case Found.One<LiveContainer> one ->
                one.thing().mounts().forEach(mount -> byTarget.put(mount.destination(), inherited(mount, mode)));
        }
    }

    private static MountPoint inherited(MountPoint mount, String mode) {
        return new MountPoint(
                mount.type(),
                mount.name(),
                mount.source(),
                mount.destination(),
                "",
                mount.readWrite() && !mode.startsWith("ro"),
                mount.propagation(),
                false,
                false,
                mount.createSource(),
                mount.subpath(),
                mount.tmpfsOptions(),
                mount.flat(),
                mount.readOnlyDeep());
    }

    private MountPoint bind(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            if (!text.startsWith("/")) {
                throw invalid(text);
            }
            return volume(freshIds.get(), target(parts[0], text), "", true, true, true, "");
        }
        if (parts.length > 3 || parts[0].isEmpty()) {
            throw invalid(text);
        }
        String options = parts.length == 3 ? parts[2] : "";
        BindMode mode =
                BindMode.parse(options).orElseThrow(() -> new Refusal(new Problem.Invalid("invalid mode: " + options)));
        String target = target(parts[1], text);
        boolean host = parts[0].startsWith("/");
        if (host ? !mode.copy() : !mode.propagation().isEmpty()) {
            throw new Refusal(new Problem.Invalid("invalid volume specification: '" + text
                    + "': invalid mount config for type \"" + (host ? "bind" : "volume") + "\": field "
                    + (host ? "VolumeOptions" : "BindOptions") + " must not be specified"));
        }
        return host
                ? bindMount(clean(parts[0]), target, options, mode.readWrite(), mode.propagation(), true, false, true)
                : volume(
                        volumeName(parts[0]),
                        target,
                        options.isEmpty() ? "z" : options,
                        mode.readWrite(),
                        mode.copy(),
                        false,
                        "");
    }

    private static String volumeName(String name) {
        if (!VOLUME_NAME.matcher(name).matches()) {
            throw new Refusal(new Problem.Invalid("create " + name + ": \"" + name
                    + "\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed."
                    + " If you intended to pass a host directory, use absolute path"));
        }
        if (name.length() > VOLUME_NAME_LIMIT) {
            throw new Refusal(new Problem.Invalid("create " + name + ": file name too long"));
        }
        return name;
    }

    private static String target(String path, String shown) {
        if (!path.startsWith("/")) {
            throw new Refusal(new Problem.Invalid("invalid volume specification: '" + shown
                    + "': invalid mount config for type \"bind\": invalid mount path: '" + path
                    + "' mount path must be absolute"));
        }
        String clean = clean(path);
        if (clean.equals("/")) {
            throw new Refusal(new Problem.Invalid("invalid volume specification: '" + shown
                    + "': invalid mount config for type \"bind\": invalid specification: destination can't be '/'"));
        }
        return clean;
    }

    private static Refusal invalid(String text) {
        return new Refusal(new Problem.Invalid("invalid volume specification: '" + text + "'"));
    }

    private MountPoint mount(MountSpec mount) {
        String target = target(mount.target(), mount.target());
        return switch (mount.type()) {
            case "bind" ->
                bindMount(
                        clean(mount.source()),
                        target,
                        "",
                        !mount.readOnly(),
                        mount.propagation(),
                        mount.createMountpoint(),
                        mount.nonRecursive(),
                        !mount.readOnlyNonRecursive());
            case "volume" ->
                volume(
                        mount.source().isEmpty() ? freshIds.get() : volumeName(mount.source()),
                        target,
                        "z",
                        !mount.readOnly(),
                        !mount.volumeNoCopy(),
                        mount.source().isEmpty(),
                        mount.volumeSubpath());
            case "tmpfs" -> tmpfs(mount, target);
            default ->
                throw new Refusal(new Problem.Invalid("invalid mount config for type \"" + mount.type()
                        + "\": mount type unknown: \"" + mount.type() + "\""));
        };
    }

    private static MountPoint bindMount(
            String source,
            String target,
            String mode,
            boolean readWrite,
            String propagation,
            boolean create,
            boolean flat,
            boolean readOnlyDeep) {
        return new MountPoint(
                "bind",
                "",
                source,
                target,
                mode,
                readWrite,
                propagation.isEmpty() ? "rprivate" : propagation,
                false,
                false,
                create,
                "",
                "",
                flat,
                readOnlyDeep);
    }

    private static MountPoint volume(
            String name,
            String target,
            String mode,
            boolean readWrite,
            boolean copyUp,
            boolean anonymous,
            String subpath) {
        return new MountPoint(
                "volume", name, "", target, mode, readWrite, "", copyUp, anonymous, true, subpath, "", false, false);
    }

    private static MountPoint tmpfs(MountSpec mount, String target) {
        var options = new StringBuilder("mode=")
                .append(Integer.toOctalString(mount.tmpfsMode() == 0 ? 01777 : mount.tmpfsMode()));
        if (mount.tmpfsSizeBytes() > 0) {
            options.append(",size=").append(mount.tmpfsSizeBytes());
        }
        return new MountPoint(
                "tmpfs",
                "",
                "",
                target,
                "",
                !mount.readOnly(),
                "",
                false,
                false,
                true,
                "",
                options.toString(),
                false,
                false);
    }

    static CreateVolume creation(HostConfig host, MountPoint mount, String nodeId) {
        MountSpec spec = host.mounts().stream()
                .filter(asked -> asked.source().equals(mount.name()))
                .findFirst()
                .orElse(null);
        String driver = host.volumeDriver().isEmpty() ? "local" : host.volumeDriver();
        if (spec == null) {
            return new CreateVolume(nodeId, driver, Map.of(), Map.of(), mount.anonymous());
        }
        return new CreateVolume(
                nodeId,
                spec.volumeDriver() == null || spec.volumeDriver().isEmpty() ? driver : spec.volumeDriver(),
                spec.volumeDriverOptions(),
                spec.volumeLabels(),
                mount.anonymous());
    }

    /** Without doubled or trailing slashes and dots. */
    static String clean(String path) {
        var parts = new ArrayList<String>();
        for (String part : path.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (!parts.isEmpty()) {
                        parts.removeLast();
                    }
                }
                default -> parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** Carries a refusal out of a nested parse; never leaves this class. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Refusal(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }
}
