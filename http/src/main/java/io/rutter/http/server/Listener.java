package io.rutter.http.server;

import io.rutter.http.tls.TlsIdentity;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a server listens. */
public sealed interface Listener {
    /**
     * A unix socket, mode 0660. A socket file that nobody listens on is replaced.
     *
     * @param group that may connect besides root; null leaves the engine's own group
     */
    record Unix(Path path, @Nullable String group) implements Listener {
        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * TCP under TLS: only clients with a certificate that the identity's authorities have signed are served.
     *
     * @param host address or name to listen on; empty takes every address
     * @param port 0 takes a free one
     */
    record Tls(String host, int port, TlsIdentity identity) implements Listener {
        @Override
        public String toString() {
            return "tcp://" + host + ":" + port + " (TLS)";
        }
    }

    /**
     * Plain TCP without any check of who asks: loopback addresses only.
     *
     * @param port 0 takes a free one
     */
    record LoopbackTcp(String host, int port) implements Listener {
        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }
}
