package io.rutter.http.server.connection;

import io.rutter.http.server.peer.Peer;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** One client's connection: what its stage, its answers and the server share. */
public final class ClientConnection {
    /** A takeover on its way through the HTTP layer: the answer that carries the token is replaced by the head. */
    record Armed(String token, ByteString head, Takeover takeover, AccessLog log) {}

    private static final String TOKEN_HEADER = "Rutter-Takeover";

    private final ClientSocket socket;
    private final Peer peer;
    private final Consumer<ClientConnection> onClosed;
    private final Departure departure = new Departure();
    private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();
    private volatile @Nullable AsyncCallback<ConnectionSignal> stage;
    private volatile boolean stopping;
    private volatile boolean gone;
    private volatile @Nullable Runnable leftover;

    public ClientConnection(ClientSocket socket, Peer peer, Consumer<ClientConnection> onClosed) {
        this.socket = socket;
        this.peer = peer;
        this.onClosed = onClosed;
    }

    Peer peer() {
        return peer;
    }

    ClientSocket socket() {
        return socket;
    }

    boolean stopping() {
        return stopping;
    }

    HttpRequest mark(HttpRequest request) {
        return request.addAttribute(Peer.KEY, peer).addAttribute(Departure.KEY, departure);
    }

    /** Puts a takeover in place and returns the answer that will set it off. */
    HttpResponse arm(HttpResponse answer, Takeover takeover, AccessLog log) {
        String token = UUID.randomUUID().toString();
        armed.set(new Armed(token, takeover.head(answer), takeover, log));
        return HttpResponse.create().addHeader(RawHeader.create(TOKEN_HEADER, token));
    }

    /** The takeover that these bytes of the HTTP layer set off; null for all others. */
    @Nullable
    Armed takeoverIn(ByteString bytes) {
        Armed waiting = armed.get();
        return waiting != null && bytes.utf8String().contains(waiting.token()) ? waiting : null;
    }

    void stageStarted(AsyncCallback<ConnectionSignal> callback) {
        stage = callback;
    }

    void answered(boolean switchesProtocol) {
        signal(new ConnectionSignal.Answered(switchesProtocol));
    }

    /** Ends the connection when it has nothing under way. */
    public void stop() {
        stopping = true;
        signal(new ConnectionSignal.Stop());
    }

    /** Ends the connection now, whatever is under way. */
    public void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a socket failed", e);
        }
    }

    /** For the present answer, and no other: when the client is gone, maybe more than once; at once, if it is. */
    void whenGone(Runnable action) {
        leftover = action;
        if (gone) {
            action.run();
        }
    }

    void stageEnded() {
        gone = true;
        departure.happens();
        Runnable action = leftover;
        if (action != null) {
            action.run();
        }
    }

    void socketClosed() {
        onClosed.accept(this);
    }

    private void signal(ConnectionSignal signal) {
        AsyncCallback<ConnectionSignal> callback = stage;
        if (callback != null) {
            callback.invoke(signal);
        }
    }
}
