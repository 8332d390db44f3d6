package io.rutter.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TcpRelayTest {
    private static final int LIMIT_MILLIS = 60_000;
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void goesOnWhenTheHostHadNoRoomForAConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, ANYWHERE.getAddress());
                ServerSocketChannel real = ServerSocketChannel.open().bind(ANYWHERE)) {
            var listener = new Exhausted(real, 2);
            var target = new InetSocketAddress(ANYWHERE.getAddress(), server.getLocalPort());
            try (TcpRelay relay = TcpRelay.start(listener, target);
                    Socket client =
                            new Socket(ANYWHERE.getAddress(), real.socket().getLocalPort())) {
                client.setSoTimeout(LIMIT_MILLIS);
                server.setSoTimeout(LIMIT_MILLIS);
                client.getOutputStream().write("word".getBytes(StandardCharsets.UTF_8));
                try (Socket there = server.accept()) {
                    there.setSoTimeout(LIMIT_MILLIS);
                    assertThat(there.getInputStream().readNBytes(4)).asString().isEqualTo("word");
                }
                assertThat(relay).isNotNull();
            }
            assertThat(listener.left).hasNonPositiveValue();
        }
    }

    /** Has too many open files a few times, and then goes on as usual. */
    private static final class Exhausted extends ServerSocketChannel {
        private final ServerSocketChannel real;
        private final AtomicInteger left;

        Exhausted(ServerSocketChannel real, int times) {
            super(real.provider());
            this.real = real;
            this.left = new AtomicInteger(times);
        }

        @Override
        public SocketChannel accept() throws IOException {
            if (left.getAndDecrement() > 0) {
                throw new SocketException("Too many open files");
            }
            return real.accept();
        }

        @Override
        public ServerSocketChannel bind(@Nullable SocketAddress local, int backlog) {
            return this;
        }

        @Override
        public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
            return this;
        }

        @Override
        public <T> T getOption(SocketOption<T> name) throws IOException {
            return real.getOption(name);
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return real.supportedOptions();
        }

        @Override
        public ServerSocket socket() {
            return real.socket();
        }

        @Override
        public SocketAddress getLocalAddress() throws IOException {
            return real.getLocalAddress();
        }

        @Override
        protected void implCloseSelectableChannel() throws IOException {
            real.close();
        }

        @Override
        protected void implConfigureBlocking(boolean block) {}
    }
}
