package io.rutter.http.server;

import io.rutter.http.server.connection.Http2Splice;
import io.rutter.http.server.connection.Limits;
import io.rutter.http.server.connection.Serving;
import io.rutter.http.server.peer.PeerCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/** Serves a tree of routes on a socket. */
public final class ApiServer {
    private static final int BACKLOG = 1_024;

    private ApiServer() {}

    /** As below, refusing HTTP/2. */
    public static CompletionStage<RunningServer> start(
            ActorSystem<?> system, Listener listener, Route route, PeerCredentials credentials, Limits limits) {
        return start(system, listener, route, credentials, limits, Http2Splice.refusing());
    }

    /**
     * Starts to listen.
     *
     * @param credentials tells who connected to a unix socket
     * @return the running server; fails with {@link CannotListenException} where the address is taken or not allowed
     */
    public static CompletionStage<RunningServer> start(
            ActorSystem<?> system,
            Listener listener,
            Route route,
            PeerCredentials credentials,
            Limits limits,
            Http2Splice http2) {
        try {
            Bound bound = bind(listener);
            Greeting greeting = switch (listener) {
                case Listener.Unix _ -> Greeting.unix(credentials);
                case Listener.LoopbackTcp _ -> Greeting.plain();
                case Listener.Tls tls -> Greeting.tls(tls.identity());
            };
            var server = new ListeningServer(
                    bound.channel(), bound.file(), new Serving(system, route, limits, http2), greeting, limits);
            server.listen();
            return CompletableFuture.completedFuture(server);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private record Bound(
            ServerSocketChannel channel, @Nullable SocketFile file) {}

    private static Bound bind(Listener listener) throws IOException {
        ServerSocketChannel channel = switch (listener) {
            case Listener.Unix _ -> ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            case Listener.LoopbackTcp _, Listener.Tls _ -> ServerSocketChannel.open();
        };
        try {
            return switch (listener) {
                case Listener.Unix unix -> new Bound(channel, SocketFile.bind(channel, unix));
                case Listener.LoopbackTcp tcp -> new Bound(bindTcp(channel, tcp), null);
                case Listener.Tls tls -> new Bound(channel.bind(resolved(tls.host(), tls.port()), BACKLOG), null);
            };
        } catch (IOException e) {
            channel.close();
            throw e instanceof CannotListenException
                    ? e
                    : new CannotListenException("cannot listen on " + listener + ": " + e.getMessage());
        }
    }

    private static ServerSocketChannel bindTcp(ServerSocketChannel channel, Listener.LoopbackTcp tcp)
            throws IOException {
        InetSocketAddress address = resolved(tcp.host(), tcp.port());
        if (!address.getAddress().isLoopbackAddress()) {
            throw new CannotListenException("whoever reaches " + tcp
                    + " would be root on this machine: without TLS only a loopback address is served");
        }
        return channel.bind(address, BACKLOG);
    }

    private static InetSocketAddress resolved(String host, int port) throws IOException {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
