package io.rutter.agent.linux.network;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A conversation with the kernel: one request at a time, each with its sequence number. */
final class NetlinkSocket implements Closeable {
    static final int NLM_F_REQUEST = 1;
    static final int NLM_F_ACK = 4;
    static final int NLM_F_DUMP = 0x300;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int RECEIVE_BYTES = 64 * 1024;

    private final Descriptor socket;
    private final ReentrantLock lock = new ReentrantLock();
    private int sequence;

    private NetlinkSocket(Descriptor socket) {
        this.socket = socket;
    }

    static NetlinkSocket open() throws HostException {
        return new NetlinkSocket(new Descriptor(
                Libc.call("socket", "netlink", AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)));
    }

    NetlinkMessage request(int type, int flags) {
        return new NetlinkMessage(type, NLM_F_REQUEST | flags, 0);
    }

    /** Sends a request that the kernel acknowledges. */
    void change(String about, NetlinkMessage message) throws IOException {
        exchange(about, message, ignored -> {});
    }

    /** Sends a request and hands each answer over, from its message header on. */
    void exchange(String about, NetlinkMessage message, Consumer<ByteBuffer> answer) throws IOException {
        lock.lock();
        try {
            byte[] bytes = message.finished();
            sequence++;
            ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(8, sequence);
            socket.write(bytes, 0, bytes.length);
            byte[] room = new byte[RECEIVE_BYTES];
            boolean over = false;
            while (!over) {
                int length = socket.read(room, 0, room.length);
                over = length < 0 || take(about, ByteBuffer.wrap(room, 0, length), answer);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean take(String about, ByteBuffer received, Consumer<ByteBuffer> answer) throws HostException {
        int at = 0;
        while (at + NetlinkMessage.HEADER_BYTES <= received.limit()) {
            ByteBuffer header = received.slice(at, received.limit() - at).order(ByteOrder.nativeOrder());
            int length = header.getInt(0);
            int type = Short.toUnsignedInt(header.getShort(4));
            boolean ours = header.getInt(8) == sequence;
            if (ours && type == NLMSG_DONE) {
                return true;
            }
            if (ours && type == NLMSG_ERROR) {
                int error = header.getInt(NetlinkMessage.HEADER_BYTES);
                if (error != 0) {
                    throw new HostException("netlink", about, -error);
                }
                return true;
            }
            if (ours) {
                answer.accept(header.slice(0, length).order(ByteOrder.nativeOrder()));
            }
            at += (length + 3) / 4 * 4;
        }
        return false;
    }

    @Override
    public void close() {
        socket.close();
    }
}
