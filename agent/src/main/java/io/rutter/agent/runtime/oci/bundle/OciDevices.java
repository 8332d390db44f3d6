package io.rutter.agent.runtime.oci.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The part of a bundle's configuration that says which devices there are, and which may be used. */
final class OciDevices {
    private static final int S_IFMT = 0xf000;
    private static final int S_IFCHR = 0x2000;
    private static final int S_IFBLK = 0x6000;
    private static final int PERMISSIONS = 0777;

    /** Of the host's /dev, what a privileged container gets otherwise or not at all. */
    private static final Set<String> NOT_COPIED =
            Set.of("pts", "shm", "fd", "mqueue", ".lxc", ".lxd-mounts", ".udev", "console", "ptmx");

    /** A device node of the host. */
    private record Node(String path, String type, long major, long minor, int fileMode, int uid, int gid) {}

    private OciDevices() {}

    /** Writes what devices appear; returns the words of a refusal when one is not there. */
    static Optional<String> writeNodes(ArrayNode devices, Resources resources, boolean privileged, ArrayNode rules)
            throws IOException {
        if (privileged) {
            all(Path.of("/dev")).forEach(node -> write(devices, node));
            return Optional.empty();
        }
        for (Resources.Device device : resources.devices()) {
            List<Node> nodes = nodes(device);
            if (nodes.isEmpty()) {
                boolean there = Files.exists(Path.of(device.pathOnHost()));
                return Optional.of("error gathering device information while adding custom device \""
                        + device.pathOnHost() + (there ? "\": not a device node" : "\": no such file or directory"));
            }
            String access = device.cgroupPermissions().isEmpty() ? "rwm" : device.cgroupPermissions();
            for (Node node : nodes) {
                write(devices, node);
                allow(rules, node.type(), node.major(), node.minor(), access);
            }
        }
        return Optional.empty();
    }

    /** What every container may use, and what it never may, before its own devices. */
    static void writeDefaultRules(ArrayNode rules, boolean privileged) {
        if (privileged) {
            rules.addObject().put("allow", true).put("access", "rwm");
            return;
        }
        rules.addObject().put("allow", false).put("access", "rwm");
        for (int minor : new int[] {5, 3, 9, 8}) {
            allow(rules, "c", 1, minor, "rwm");
        }
        allow(rules, "c", 5, 0, "rwm");
        allow(rules, "c", 5, 1, "rwm");
        rules.addObject()
                .put("allow", false)
                .put("type", "c")
                .put("major", 10)
                .put("minor", 229)
                .put("access", "rwm");
    }

    /** Rules as the user writes them: {@code c 1:3 rwm}, {@code a *:* rwm}. */
    static void writeUserRules(ArrayNode rules, List<String> words) {
        for (String rule : words) {
            String[] parts = rule.split("[ :]");
            if (parts.length == 4) {
                ObjectNode node = rules.addObject().put("allow", true).put("type", parts[0]);
                if (!parts[1].equals("*")) {
                    node.put("major", Long.parseLong(parts[1]));
                }
                if (!parts[2].equals("*")) {
                    node.put("minor", Long.parseLong(parts[2]));
                }
                node.put("access", parts[3]);
            }
        }
    }

    private static void allow(ArrayNode rules, String type, long major, long minor, String access) {
        rules.addObject()
                .put("allow", true)
                .put("type", type)
                .put("major", major)
                .put("minor", minor)
                .put("access", access);
    }

    private static void write(ArrayNode devices, Node node) {
        devices.addObject()
                .put("path", node.path())
                .put("type", node.type())
                .put("major", node.major())
                .put("minor", node.minor())
                .put("fileMode", node.fileMode())
                .put("uid", node.uid())
                .put("gid", node.gid());
    }

    private static List<Node> nodes(Resources.Device device) throws IOException {
        Path onHost = Path.of(device.pathOnHost());
        String inside = device.pathInContainer().isEmpty() ? device.pathOnHost() : device.pathInContainer();
        if (!Files.exists(onHost)) {
            return List.of();
        }
        Path real = onHost.toRealPath();
        if (!Files.isDirectory(real)) {
            return node(real, inside).map(List::of).orElse(List.of());
        }
        var found = new ArrayList<Node>();
        try (Stream<Path> files = Files.walk(real)) {
            for (Path file : files.toList()) {
                node(file, inside + "/" + real.relativize(file)).ifPresent(found::add);
            }
        }
        return found;
    }

    private static List<Node> all(Path directory) throws IOException {
        var found = new ArrayList<Node>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                boolean link = Files.isSymbolicLink(file);
                if (link || NOT_COPIED.contains(file.getFileName().toString())) {
                    continue;
                }
                if (Files.isDirectory(file)) {
                    found.addAll(all(file));
                } else {
                    node(file, file.toString()).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Optional<Node> node(Path file, String inside) throws IOException {
        var attributes = Files.readAttributes(file, "unix:mode,rdev,uid,gid", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) number(attributes, "mode");
        long device = number(attributes, "rdev");
        int kind = mode & S_IFMT;
        if (kind != S_IFCHR && kind != S_IFBLK) {
            return Optional.empty();
        }
        return Optional.of(new Node(
                inside,
                kind == S_IFCHR ? "c" : "b",
                device >> 8 & 0xfff | device >> 32 & ~0xfffL,
                device & 0xff | device >> 12 & ~0xffL & 0xffffffffL,
                mode & PERMISSIONS,
                (int) number(attributes, "uid"),
                (int) number(attributes, "gid")));
    }

    /** The number of a device. */
    record DeviceNumber(long major, long minor) {}

    /** Empty where there is no such device. */
    static Optional<DeviceNumber> number(Path file) {
        try {
            return node(file.toRealPath(), "").map(node -> new DeviceNumber(node.major(), node.minor()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first of the devices limited by name that is none; empty when all are there. */
    static Optional<String> missingLimited(BlockLimits limits) {
        return Stream.of(
                        limits.weights(),
                        limits.readBytesPerSecond(),
                        limits.writeBytesPerSecond(),
                        limits.readsPerSecond(),
                        limits.writesPerSecond())
                .flatMap(List::stream)
                .map(BlockLimits.DeviceLimit::path)
                .filter(path -> number(Path.of(path)).isEmpty())
                .findFirst();
    }

    private static long number(Map<String, Object> attributes, String name) {
        if (attributes.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("a file without " + name);
    }
}
