package io.rutter.agent.runtime.oci.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rutter.agent.runtime.ResolvedMount;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.spec.HostConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of a bundle's configuration that says what is mounted where, in Docker's order. */
final class OciMounts {
    private static final long DEFAULT_SHM_BYTES = 64L * 1024 * 1024;
    private static final String SHM = "/dev/shm";
    private static final String MQUEUE = "/dev/mqueue";

    private static final List<String> SHARED_MEMORY = List.of("rbind", "rprivate", "nosuid", "noexec", "nodev");

    /** One mount in the runtime's words. */
    record Mount(String destination, String type, String source, List<String> options) {}

    private OciMounts() {}

    /**
     * All mounts.
     *
     * @param initBinary program to be shown as the init process; empty for none
     * @param sharedMemory directory to be shown as shared memory instead of an own one; empty for an own one
     */
    static List<Mount> of(RunOrder order, Optional<Path> initBinary, Optional<Path> sharedMemory) {
        HostConfig hostConfig = order.assignment().spec().hostConfig();
        boolean readOnlyRoot = hostConfig.security().readonlyRootfs();
        Set<String> users = order.mounts().stream()
                .map(mount -> normal(mount.point().destination()))
                .collect(Collectors.toSet());
        var own = new ArrayList<Mount>();
        hostConfig.tmpfs().forEach((path, options) -> {
            if (users.add(normal(path))) {
                own.add(new Mount(path, "tmpfs", "tmpfs", tmpfs(options, true)));
            }
        });
        initBinary.ifPresent(
                tini -> own.add(new Mount(OciProcess.INIT, "bind", tini.toString(), List.of("bind", "ro"))));
        order.mounts().forEach(mount -> own.add(user(mount)));
        etc(own, "/etc/resolv.conf", order.etc().resolvConf(), readOnlyRoot, users);
        etc(own, "/etc/hostname", order.etc().hostname(), readOnlyRoot, users);
        etc(own, "/etc/hosts", order.etc().hosts(), readOnlyRoot, users);
        sharedMemory
                .filter(path -> !users.contains(SHM))
                .ifPresent(path -> own.add(new Mount(SHM, "bind", path.toString(), SHARED_MEMORY)));
        own.sort(Comparator.comparingInt(mount -> depth(mount.destination())));
        var all = new ArrayList<Mount>();
        boolean none =
                sharedMemory.isPresent() || hostConfig.security().ipcMode().equals("none");
        defaults(hostConfig, none).stream()
                .filter(mount -> !users.contains(mount.destination()))
                .forEach(all::add);
        all.addAll(own);
        return all;
    }

    private static List<Mount> defaults(HostConfig hostConfig, boolean withoutOwnMemory) {
        String access = hostConfig.security().privileged() ? "rw" : "ro";
        long shmBytes = hostConfig.shmSizeBytes() > 0 ? hostConfig.shmSizeBytes() : DEFAULT_SHM_BYTES;
        var all = new ArrayList<Mount>();
        all.add(new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")));
        all.add(new Mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")));
        all.add(new Mount(
                "/dev/pts",
                "devpts",
                "devpts",
                List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")));
        all.add(new Mount("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", access)));
        all.add(new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of(access, "nosuid", "noexec", "nodev")));
        all.add(new Mount(MQUEUE, "mqueue", "mqueue", List.of("nosuid", "noexec", "nodev")));
        if (!withoutOwnMemory) {
            all.add(new Mount(
                    SHM, "tmpfs", "shm", List.of("nosuid", "noexec", "nodev", "mode=1777", "size=" + shmBytes)));
        }
        return all;
    }

    private static Mount user(ResolvedMount mount) {
        MountPoint point = mount.point();
        if (point.type().equals("tmpfs")) {
            return new Mount(point.destination(), "tmpfs", "tmpfs", tmpfs(point.tmpfsOptions(), point.readWrite()));
        }
        var options = new ArrayList<String>();
        options.add(point.flat() ? "bind" : "rbind");
        if (!point.readWrite()) {
            options.add(point.readOnlyDeep() && !point.flat() ? "rro" : "ro");
        }
        String propagation = point.propagation().isEmpty() ? "rprivate" : point.propagation();
        // crun takes the r of a propagation for one of the bind
        options.add(point.flat() && propagation.startsWith("r") ? propagation.substring(1) : propagation);
        return new Mount(point.destination(), "bind", mount.source().toString(), options);
    }

    /** Docker's own options, and the user's, each of which takes its opposite away. */
    static List<String> tmpfs(String words, boolean readWrite) {
        var options = new ArrayList<>(List.of("noexec", "nosuid", "nodev", "rprivate"));
        for (String word : words.split(",")) {
            if (!word.isEmpty() && !options.contains(word)) {
                options.remove("no" + word);
                options.add(word);
            }
        }
        if (!readWrite && !options.contains("ro")) {
            options.add("ro");
        }
        return options;
    }

    private static void etc(
            List<Mount> into, String destination, Optional<Path> file, boolean readOnly, Set<String> users) {
        if (file.isPresent() && !users.contains(destination)) {
            into.add(new Mount(
                    destination,
                    "bind",
                    file.get().toString(),
                    readOnly ? List.of("rbind", "ro", "rprivate") : List.of("rbind", "rprivate")));
        }
    }

    private static String normal(String path) {
        return Path.of(path).normalize().toString();
    }

    private static int depth(String path) {
        return Path.of(path).normalize().getNameCount();
    }

    static void write(ArrayNode array, List<Mount> mounts) {
        for (Mount mount : mounts) {
            var node = array.addObject()
                    .put("destination", mount.destination())
                    .put("type", mount.type())
                    .put("source", mount.source());
            OciProcess.texts(node.putArray("options"), mount.options());
        }
    }
}
