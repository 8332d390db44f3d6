package io.rutter.http.server.connection;

import java.io.IOException;
import java.util.ArrayDeque;
import org.apache.pekko.Done;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * A connected socket as a flow: what goes in is written, what is read comes out. Each direction ends by itself. One virtual
 * thread reads, a little ahead of demand so that the end of input is seen while nobody asks; another writes. When the flow
 * ends well, what is queued is still written; when it fails the socket is closed at once.
 */
final class SocketStage extends GraphStage<FlowShape<ByteString, ByteString>> {
    private final Inlet<ByteString> in = Inlet.create("socket.write");
    private final Outlet<ByteString> out = Outlet.create("socket.read");
    private final FlowShape<ByteString, ByteString> shape = new FlowShape<>(in, out);
    private final ClientConnection connection;

    SocketStage(ClientConnection connection) {
        this.connection = connection;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final SocketReader reader = new SocketReader(connection.socket());
        private final SocketWriter writer = new SocketWriter(connection, reader);
        private final ArrayDeque<ByteString> arrived = new ArrayDeque<>();
        private boolean inputEnded;
        private boolean writesAll;

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    if (writer.offer(grab(in))) {
                        pull(in);
                    }
                }

                @Override
                public void onUpstreamFinish() {
                    writesAll = true;
                    writer.finish();
                    if (isClosed(out)) {
                        completeStage();
                    }
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    deliver();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    reader.discard();
                    if (isClosed(in)) {
                        completeStage();
                    }
                }
            });
        }

        @Override
        public void preStart() {
            AsyncCallback<ByteString> onBytes = createAsyncCallback(this::onBytes);
            AsyncCallback<Done> onEnd = createAsyncCallback(_ -> onEnd());
            AsyncCallback<IOException> onFailure = createAsyncCallback(this::failStage);
            AsyncCallback<Done> onRoom = createAsyncCallback(_ -> onRoom());
            Thread.ofVirtual()
                    .name("socket-read")
                    .start(() ->
                            reader.run(onBytes::invoke, () -> onEnd.invoke(Done.getInstance()), onFailure::invoke));
            Thread.ofVirtual()
                    .name("socket-write")
                    .start(() -> writer.run(() -> onRoom.invoke(Done.getInstance()), onFailure::invoke));
            pull(in);
        }

        @Override
        public void postStop() {
            reader.discard();
            if (writesAll) {
                writer.close();
            } else {
                writer.abort();
            }
        }

        private void onBytes(ByteString bytes) {
            arrived.add(bytes);
            deliver();
        }

        private void onEnd() {
            inputEnded = true;
            deliver();
        }

        private void onRoom() {
            if (!isClosed(in) && !hasBeenPulled(in)) {
                pull(in);
            }
        }

        private void deliver() {
            if (isClosed(out)) {
                return;
            }
            if (!arrived.isEmpty() && isAvailable(out)) {
                push(out, arrived.remove());
                reader.grant();
            }
            if (inputEnded && arrived.isEmpty()) {
                complete(out);
                if (isClosed(in)) {
                    completeStage();
                }
            }
        }
    }
}
