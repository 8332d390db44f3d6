package io.rutter.deploy;

import io.rutter.http.server.Listener;
import io.rutter.http.tls.TlsFiles;
import io.rutter.http.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an engine listens, and to whom: as the user says it. */
final class Listeners {
    private static final String UNIX = "unix://";
    private static final String TCP = "tcp://";
    private static final String DEFAULT_HOST = "unix:///run/rutter.sock";
    private static final int DEFAULT_TLS_PORT = 2376;
    private static final int PORT_LIMIT = 65_535;

    @Option(
            names = {"-H", "--host"},
            description = "Where to listen: unix://PATH, or tcp://HOST:PORT with --tlsverify. May be repeated."
                    + " Default: " + DEFAULT_HOST)
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = {"-G", "--group"},
            description = "Group that may use the unix socket. Default: the engine's own")
    private @Nullable String group;

    @Option(
            names = "--insecure-tcp",
            description = "Also listen on HOST:PORT without any check; loopback addresses only.")
    private @Nullable String insecureTcp;

    @Option(names = "--tlsverify", description = "Serve tcp:// hosts under TLS, to clients with a certificate.")
    private boolean tlsVerify;

    @Option(names = TlsFiles.AUTHORITY, description = "PEM file: the authorities that sign clients' certificates")
    private @Nullable Path authority;

    @Option(names = TlsFiles.CERTIFICATE, description = "PEM file: the engine's certificate")
    private @Nullable Path certificate;

    @Option(names = TlsFiles.KEY, description = "PEM file: the key of the engine's certificate")
    private @Nullable Path key;

    /** Files are read here, so that a bad one is told before anything is started. */
    List<Listener> all() throws IOException {
        TlsIdentity identity = identity();
        var listeners = new ArrayList<Listener>();
        for (String host : hosts.isEmpty() ? List.of(DEFAULT_HOST) : hosts) {
            listeners.add(listener(host, identity));
        }
        if (insecureTcp != null) {
            Address address = address("--insecure-tcp " + insecureTcp, insecureTcp, -1);
            listeners.add(new Listener.LoopbackTcp(address.host(), address.port()));
        }
        return listeners;
    }

    private @Nullable TlsIdentity identity() throws IOException {
        if (!tlsVerify) {
            if (authority != null || certificate != null || key != null) {
                throw new IllegalArgumentException("certificates are given without --tlsverify: add it");
            }
            return null;
        }
        if (authority == null || certificate == null || key == null) {
            throw new IllegalArgumentException("--tlsverify wants three files: " + TlsFiles.AUTHORITY + ", "
                    + TlsFiles.CERTIFICATE + " and " + TlsFiles.KEY);
        }
        if (hosts.stream().noneMatch(host -> host.startsWith(TCP))) {
            throw new IllegalArgumentException("--tlsverify serves tcp://HOST:PORT: add such a --host");
        }
        return TlsIdentity.read(authority, certificate, key);
    }

    private Listener listener(String host, @Nullable TlsIdentity identity) {
        String option = "--host " + host;
        if (host.startsWith(UNIX)) {
            return new Listener.Unix(Path.of(host.substring(UNIX.length())).toAbsolutePath(), group);
        }
        if (!host.startsWith(TCP)) {
            throw new IllegalArgumentException(option + ": unix://PATH or tcp://HOST:PORT is expected");
        }
        if (identity == null) {
            throw new IllegalArgumentException(option + ": whoever reaches it would be root on this machine;"
                    + " add --tlsverify with certificates, or use --insecure-tcp HOST:PORT on loopback");
        }
        Address address = address(option, host.substring(TCP.length()), DEFAULT_TLS_PORT);
        return new Listener.Tls(address.host(), address.port(), identity);
    }

    private record Address(String host, int port) {}

    /** @param defaultPort -1 where one must be given */
    private static Address address(String option, String text, int defaultPort) {
        int colon = text.lastIndexOf(':');
        boolean bare = colon < text.lastIndexOf(']') || colon < 0;
        if (bare && defaultPort < 0) {
            throw new IllegalArgumentException(option + ": HOST:PORT is expected");
        }
        String host = bare ? text : text.substring(0, colon);
        String port = bare ? Integer.toString(defaultPort) : text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > PORT_LIMIT) {
            throw new IllegalArgumentException(option + ": \"" + port + "\" is no port");
        }
        return new Address(host.replaceAll("^\\[|]$", ""), Integer.parseInt(port));
    }
}
