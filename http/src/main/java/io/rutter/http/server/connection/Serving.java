package io.rutter.http.server.connection;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.TLSProtocol;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** Puts a connection together: socket, stage, HTTP layer, answers. */
public final class Serving {
    private final Materializer materializer;
    /** A blueprint for all connections: to draw it takes longer than to run it. */
    private final BidiFlow<HttpResponse, ByteString, ByteString, HttpRequest, NotUsed> http;

    private final Function<HttpRequest, CompletionStage<HttpResponse>> route;
    private final Limits limits;
    private final Http2Splice http2;
    private final AtomicInteger heads = new AtomicInteger();

    public Serving(ActorSystem<?> system, Route route, Limits limits, Http2Splice http2) {
        this.materializer = SystemMaterializer.get(system).materializer();
        this.http = Http.get(system.classicSystem())
                .serverLayer(HttpSettings.over(system.settings().config()))
                .atop(plain());
        this.route = route.handler(system);
        this.limits = limits;
        this.http2 = http2;
    }

    public void serve(ClientConnection connection) {
        http.atop(BidiFlow.fromGraph(new ConnectionStage(connection, limits, http2, heads)))
                .join(Flow.fromGraph(new SocketStage(connection)))
                .join(new Answers(connection, route, materializer).flow())
                .run(materializer);
    }

    /** What Pekko's own placebo does, without making a TLS context at start: nobody asks for the session. */
    @SuppressWarnings("NullAway") // the HTTP layer compares the session by reference only
    private static BidiFlow<TLSProtocol.SslTlsOutbound, ByteString, ByteString, TLSProtocol.SslTlsInbound, NotUsed>
            plain() {
        return BidiFlow.fromFunctions(
                out -> out instanceof TLSProtocol.SendBytes sent ? sent.bytes() : ByteString.emptyByteString(),
                bytes -> new TLSProtocol.SessionBytes(null, bytes));
    }
}
