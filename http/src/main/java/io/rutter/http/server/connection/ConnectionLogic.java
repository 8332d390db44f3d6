package io.rutter.http.server.connection;

import io.rutter.http.server.connection.RequestFraming.Phase;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a connection's bytes. First it passes them to and from the HTTP layer, one request at a time; when an answer
 * takes the connection over, or the first bytes are HTTP/2's, it ends the HTTP layer and joins socket and flow directly. It
 * also keeps the time: heads that do not end, connections that wait too long, clients that are gone.
 */
final class ConnectionLogic extends TimerGraphStageLogic {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLogic.class);
    /** Bytes read ahead of a running request, so that the client's end is seen. */
    private static final int HELD_LIMIT_BYTES = 64 * 1024;

    private static final String CHECK = "check";
    private static final String CLIENT_GONE = "client-gone";

    private final ConnectionStage stage;
    private final ClientConnection connection;
    private final RequestFraming framing = new RequestFraming();
    private ByteString held = ByteString.emptyByteString();
    private boolean first = true;
    private boolean socketEnded;
    private boolean headCounted;
    private long requests;
    private long answers;
    private long phaseSinceNanos = System.nanoTime();

    private @Nullable SubSourceOutlet<ByteString> toFlow;
    private @Nullable SubSinkInlet<ByteString> fromFlow;
    private ClientConnection.@Nullable Armed taken;
    private long rawBytesOut;

    ConnectionLogic(ConnectionStage stage) {
        super(stage.shape());
        this.stage = stage;
        this.connection = stage.connection;
        setHandler(stage.socketIn, new FromSocket());
        setHandler(stage.socketOut, new ToSocket());
        setHandler(stage.httpIn, new ToHttp());
        setHandler(stage.httpOut, new FromHttp());
    }

    @Override
    public void preStart() {
        connection.stageStarted(createAsyncCallback(this::onSignal));
        scheduleWithFixedDelay(CHECK, stage.limits.checkEvery(), stage.limits.checkEvery());
        pull(stage.socketIn);
    }

    @Override
    public void postStop() {
        countHead(false);
        if (taken != null) {
            taken.log().end(taken.takeover().status(), rawBytesOut);
        }
        connection.stageEnded();
    }

    @Override
    public void onTimer(Object key) {
        if (CLIENT_GONE.equals(key)) {
            if (toFlow == null) {
                completeStage();
            }
            return;
        }
        long waitedNanos = System.nanoTime() - phaseSinceNanos;
        if (toFlow != null) {
            cancelTimer(CHECK);
        } else if (framing.phase() == Phase.HEAD
                && waitedNanos > stage.limits.headTime().toNanos()) {
            refuse("408 Request Timeout", "the request's head took too long");
        } else if (framing.phase() == Phase.WAITING
                && waitedNanos > stage.limits.idleTime().toNanos()) {
            endHttp();
        }
    }

    private void onSignal(ConnectionSignal signal) {
        if (toFlow != null) {
            return;
        }
        switch (signal) {
            case ConnectionSignal.Answered answered -> {
                answers++;
                if (answered.switchesProtocol()) {
                    framing.becomeOpaque();
                }
                nextRequest();
            }
            case ConnectionSignal.Stop _ -> {}
        }
        pumpHttp();
    }

    private void nextRequest() {
        if (framing.phase() == Phase.COMPLETE && answers >= requests) {
            framing.next();
            cancelTimer(CLIENT_GONE);
            phaseSinceNanos = System.nanoTime();
        }
    }

    private void pump() {
        if (toFlow == null) {
            pumpHttp();
        } else {
            pumpRaw(toFlow);
        }
    }

    private void pumpHttp() {
        if (first && !held.isEmpty() && !knowsProtocol()) {
            return;
        }
        passToHttp();
        boolean waits = framing.phase() == Phase.WAITING && held.isEmpty();
        if ((socketEnded && held.isEmpty() && framing.phase() != Phase.COMPLETE) || (waits && connection.stopping())) {
            endHttp();
        }
        boolean underWay = framing.phase() == Phase.COMPLETE || framing.phase() == Phase.BODY;
        if (socketEnded && underWay && !isTimerActive(CLIENT_GONE)) {
            scheduleOnce(CLIENT_GONE, stage.limits.deadClientGrace());
        }
        pullSocket();
    }

    /** False while the first bytes may yet become HTTP/2's preface, or have become it and were handed on. */
    private boolean knowsProtocol() {
        ByteString preface = Http2Splice.PREFACE;
        int compared = Math.min(held.size(), preface.size());
        if (!held.take(compared).equals(preface.take(compared))) {
            first = false;
            return true;
        }
        if (compared == preface.size()) {
            first = false;
            takeOver(stage.http2.open(connection.peer()), ByteString.emptyByteString());
            return false;
        }
        if (socketEnded) {
            first = false;
            return true;
        }
        pullSocket();
        return false;
    }

    private void passToHttp() {
        if (isClosed(stage.httpIn)) {
            held = ByteString.emptyByteString();
            return;
        }
        if (held.isEmpty() || framing.phase() == Phase.COMPLETE || !isAvailable(stage.httpIn)) {
            return;
        }
        Phase before = framing.phase();
        int taken = framing.accept(held);
        push(stage.httpIn, held.take(taken));
        held = held.drop(taken);
        if (before != framing.phase()) {
            phaseSinceNanos = System.nanoTime();
        }
        countHead(framing.phase() == Phase.HEAD);
        if (framing.phase() == Phase.COMPLETE) {
            requests++;
            nextRequest();
        }
    }

    private void countHead(boolean inHead) {
        if (inHead == headCounted) {
            return;
        }
        headCounted = inHead;
        int heads = inHead ? stage.heads.incrementAndGet() : stage.heads.decrementAndGet();
        if (inHead && heads > stage.limits.headsInProgress()) {
            refuse("503 Service Unavailable", "too many unfinished requests: try again later");
        }
    }

    private void refuse(String statusLine, String sentence) {
        cancel(stage.httpOut);
        endHttp();
        emit(stage.socketOut, RequestFraming.refusal(statusLine, sentence), this::completeStage);
    }

    /** The HTTP layer sees the end of input: it finishes what runs and then ends the connection. */
    private void endHttp() {
        if (!isClosed(stage.httpIn)) {
            complete(stage.httpIn);
        }
    }

    private void pullSocket() {
        if (!socketEnded && !hasBeenPulled(stage.socketIn) && held.size() < HELD_LIMIT_BYTES) {
            tryPull(stage.socketIn);
        }
    }

    private void takeOver(Flow<ByteString, ByteString, ?> flow, ByteString head) {
        cancel(stage.httpOut);
        endHttp();
        countHead(false);
        var input = new SubSourceOutlet<ByteString>("to-flow");
        var output = new SubSinkInlet<ByteString>("from-flow");
        input.setHandler(new ToFlow(input));
        output.setHandler(new FromFlow(output));
        toFlow = input;
        fromFlow = output;
        if (!head.isEmpty()) {
            push(stage.socketOut, head);
        }
        Source.fromGraph(input.source()).via(flow).runWith(Sink.fromGraph(output.sink()), subFusingMaterializer());
        if (isAvailable(stage.socketOut) && !output.hasBeenPulled()) {
            output.pull();
        }
        pumpRaw(input);
    }

    private void pumpRaw(SubSourceOutlet<ByteString> input) {
        if (framing.phase() == Phase.HEAD || framing.phase() == Phase.BODY) {
            held = held.drop(framing.accept(held));
        }
        if (input.isClosed()) {
            held = ByteString.emptyByteString();
        } else if (!held.isEmpty() && input.isAvailable()) {
            ByteString bytes = held;
            held = ByteString.emptyByteString();
            input.push(bytes);
        }
        if (socketEnded && held.isEmpty() && !input.isClosed()) {
            input.complete();
        }
        pullSocket();
    }

    private final class FromSocket extends AbstractInHandler {
        @Override
        public void onPush() {
            held = held.concat(grab(stage.socketIn));
            pump();
        }

        @Override
        public void onUpstreamFinish() {
            socketEnded = true;
            pump();
        }
    }

    private final class ToSocket extends AbstractOutHandler {
        @Override
        public void onPull() {
            if (fromFlow == null) {
                tryPull(stage.httpOut);
            } else if (!fromFlow.hasBeenPulled() && !fromFlow.isClosed()) {
                fromFlow.pull();
            }
        }
    }

    private final class ToHttp extends AbstractOutHandler {
        @Override
        public void onPull() {
            pumpHttp();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            held = ByteString.emptyByteString();
        }
    }

    private final class FromHttp extends AbstractInHandler {
        @Override
        public void onPush() {
            ByteString bytes = grab(stage.httpOut);
            ClientConnection.Armed armed = connection.takeoverIn(bytes);
            if (armed == null) {
                push(stage.socketOut, bytes);
            } else {
                taken = armed;
                takeOver(armed.takeover().flow(), armed.head());
            }
        }
    }

    private final class ToFlow extends AbstractOutHandler {
        private final SubSourceOutlet<ByteString> input;

        ToFlow(SubSourceOutlet<ByteString> input) {
            this.input = input;
        }

        @Override
        public void onPull() {
            pumpRaw(input);
        }

        /** The flow wants no input any more: it is read and dropped, so that the client's end is still seen. */
        @Override
        public void onDownstreamFinish(Throwable cause) {
            pumpRaw(input);
        }
    }

    private final class FromFlow extends AbstractInHandler {
        private final SubSinkInlet<ByteString> output;

        FromFlow(SubSinkInlet<ByteString> output) {
            this.output = output;
        }

        @Override
        public void onPush() {
            ByteString bytes = output.grab();
            rawBytesOut += bytes.size();
            push(stage.socketOut, bytes);
        }

        @Override
        public void onUpstreamFinish() {
            completeStage();
        }

        @Override
        public void onUpstreamFailure(Throwable failure) {
            LOG.warn("a stream to {} failed: {}", connection.peer().actor().name(), failure.toString());
            completeStage();
        }
    }
}
