package io.rutter.agent.reconcile;

import io.rutter.agent.network.Placement;
import io.rutter.agent.network.files.HostsFile;
import io.rutter.agent.network.files.HostsFile.Line;
import io.rutter.agent.runtime.RunOrder.EtcFiles;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.ContainerConfig;
import io.rutter.engine.container.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes the files under /etc that a node keeps for a container: hostname, hosts and resolv.conf. */
final class EtcWriter {
    private final NodeParts parts;

    EtcWriter(NodeParts parts) {
        this.parts = parts;
    }

    EtcFiles write(ContainerAssignment assigned, Placement placement) throws IOException {
        String mode = placement.setup().mode();
        Path home = parts.home(assigned.id().value());
        Files.createDirectories(home);
        if (mode.startsWith("container:")) {
            Path other = parts.home(mode.substring("container:".length()));
            return new EtcFiles(
                    Optional.of(other.resolve("hostname")),
                    Optional.of(other.resolve("hosts")),
                    Optional.of(other.resolve("resolv.conf")));
        }
        Path hostname = write(home.resolve("hostname"), hostname(assigned) + "\n");
        Path hosts = write(home.resolve("hosts"), hosts(assigned, placement));
        Path resolvConf = write(home.resolve("resolv.conf"), parts.network().resolvConf(placement));
        return new EtcFiles(Optional.of(hostname), Optional.of(hosts), Optional.of(resolvConf));
    }

    private static String hosts(ContainerAssignment assigned, Placement placement) throws IOException {
        var setup = placement.setup();
        List<Line> extra = setup.extraHosts().stream()
                .map(text -> Line.ofExtraHost(text, gateway(placement)))
                .toList();
        if (setup.mode().equals("host")) {
            return HostsFile.ofHost(Files.readString(Path.of("/etc/hosts")), extra);
        }
        List<String> addresses = placement.endpoints().stream()
                .map(Endpoint::ipv4)
                .filter(address -> !address.isEmpty())
                .toList();
        return new HostsFile(hostname(assigned), assigned.spec().config().domainname(), addresses, extra).text();
    }

    private static String gateway(Placement placement) {
        return placement.endpoints().stream()
                .map(Endpoint::gateway)
                .filter(gateway -> !gateway.isEmpty())
                .findFirst()
                .orElse("127.0.0.1");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return file;
    }

    /** The declared name, or the host's where its network is shared. */
    static String hostname(ContainerAssignment assigned) throws IOException {
        ContainerConfig config = assigned.spec().config();
        return config.hostname().isEmpty() ? InetAddress.getLocalHost().getHostName() : config.hostname();
    }
}
