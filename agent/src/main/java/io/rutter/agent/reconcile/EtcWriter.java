package io.rutter.agent.reconcile;

import io.rutter.agent.network.Placement;
import io.rutter.agent.runtime.RunOrder.EtcFiles;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.spec.ContainerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the files under /etc that a node keeps for a container: hostname, hosts and resolv.conf. */
final class EtcWriter {
    private static final String CONTAINER_MODE = "container:";

    private final NodeParts parts;

    EtcWriter(NodeParts parts) {
        this.parts = parts;
    }

    EtcFiles write(ContainerAssignment assigned, Placement placement) throws IOException {
        String mode = placement.setup().mode();
        Path home = parts.home(assigned.id().value());
        Files.createDirectories(home);
        if (mode.startsWith(CONTAINER_MODE)) {
            Path other = parts.home(mode.substring(CONTAINER_MODE.length()));
            return new EtcFiles(
                    Optional.of(other.resolve("hostname")),
                    Optional.of(other.resolve("hosts")),
                    Optional.of(other.resolve("resolv.conf")));
        }
        var texts = parts.network()
                .etc(placement, hostname(assigned), assigned.spec().config().domainname());
        return new EtcFiles(
                Optional.of(write(home.resolve("hostname"), texts.hostname())),
                Optional.of(write(home.resolve("hosts"), texts.hosts())),
                Optional.of(write(home.resolve("resolv.conf"), texts.resolvConf())));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return file;
    }

    /** The declared name, the other container's where its network is shared, or the host's. */
    String hostname(ContainerAssignment assigned) throws IOException {
        ContainerConfig config = assigned.spec().config();
        if (!config.hostname().isEmpty()) {
            return config.hostname();
        }
        String mode = assigned.spec().hostConfig().network().mode();
        if (mode.startsWith(CONTAINER_MODE)) {
            Path other = parts.home(mode.substring(CONTAINER_MODE.length())).resolve("hostname");
            if (Files.isReadable(other)) {
                return Files.readString(other).strip();
            }
        }
        return InetAddress.getLocalHost().getHostName();
    }
}
