package io.rutter.agent.network;

import io.rutter.agent.network.files.ResolvFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's own resolv.conf, read again when it has changed. */
final class HostResolver {
    private static final Logger LOG = LoggerFactory.getLogger(HostResolver.class);
    private static final int DNS_PORT = 53;

    /** What systemd-resolved knows beside the stub on loopback that it writes into resolv.conf. */
    private static final Path BEHIND_THE_STUB = Path.of("/run/systemd/resolve/resolv.conf");

    private final Path file;
    private FileTime readAt = FileTime.fromMillis(0);
    private ResolvFile last = new ResolvFile(List.of(), List.of(), List.of());

    HostResolver(Path file) {
        this.file = file;
    }

    /** As it is now; the last one known while it cannot be read. */
    synchronized ResolvFile now() {
        try {
            FileTime changedAt = Files.getLastModifiedTime(file);
            if (!changedAt.equals(readAt)) {
                last = ResolvFile.parse(Files.readString(file));
                readAt = changedAt;
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
        }
        return last;
    }

    /** The file from which containers get theirs: on loopback alone nobody else is served, so what stands behind it. */
    ResolvFile forContainers() {
        ResolvFile own = now();
        if (own.onlyLoopback() && Files.isReadable(BEHIND_THE_STUB)) {
            try {
                return ResolvFile.parse(Files.readString(BEHIND_THE_STUB));
            } catch (IOException e) {
                LOG.debug("{} cannot be read", BEHIND_THE_STUB, e);
            }
        }
        return own;
    }

    /** Servers for what a container's resolver does not know: the container's own, else the host's. */
    List<InetSocketAddress> upstreams(List<String> ownServers) {
        List<String> servers = ownServers.isEmpty() ? now().servers() : ownServers;
        return servers.stream()
                .map(server -> new InetSocketAddress(InetAddress.ofLiteral(server), DNS_PORT))
                .toList();
    }
}
