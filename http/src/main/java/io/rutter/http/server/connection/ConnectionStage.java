package io.rutter.http.server.connection;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** Between a socket and the HTTP layer: see {@link ConnectionLogic}. */
final class ConnectionStage extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
    final Inlet<ByteString> httpOut = Inlet.create("http.out");
    final Outlet<ByteString> socketOut = Outlet.create("socket.out");
    final Inlet<ByteString> socketIn = Inlet.create("socket.in");
    final Outlet<ByteString> httpIn = Outlet.create("http.in");

    final ClientConnection connection;
    final Limits limits;
    final Http2Splice http2;
    /** Heads in progress on all connections of the server. */
    final AtomicInteger heads;

    private final BidiShape<ByteString, ByteString, ByteString, ByteString> shape =
            new BidiShape<>(httpOut, socketOut, socketIn, httpIn);

    ConnectionStage(ClientConnection connection, Limits limits, Http2Splice http2, AtomicInteger heads) {
        this.connection = connection;
        this.limits = limits;
        this.http2 = http2;
        this.heads = heads;
    }

    @Override
    public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new ConnectionLogic(this);
    }
}
