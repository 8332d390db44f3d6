package io.rutter.http.server;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** A server that accepts connections. */
public interface RunningServer {
    /** Where it listens; the port is the one that was taken. */
    SocketAddress address();

    int openConnections();

    /**
     * Accepts no more, removes its own socket file, ends connections that wait, lets running requests finish, and cuts off
     * what is left when the grace is over. May be called twice.
     *
     * @return done when no connection is left
     */
    CompletionStage<Done> stop(Duration grace);
}
