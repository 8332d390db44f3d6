package io.rutter.agent.linux.network;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.rutter.agent.linux.ChannelNumber;
import io.rutter.agent.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.NetworkChannel;

/** Sockets on {@code ::} that leave the IPv4 port of the same number to others; Java's own take both. */
public final class Ipv6Only {
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    private Ipv6Only() {}

    /** @param channel an IPv6 socket that is not bound yet */
    public static void set(NetworkChannel channel) throws IOException {
        int number = ChannelNumber.of(channel)
                .orElseThrow(() -> new IOException("a socket of this Java virtual machine has no descriptor"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment on = arena.allocate(JAVA_INT);
            on.set(JAVA_INT, 0, 1);
            Libc.call("setsockopt", "IPV6_V6ONLY", number, IPPROTO_IPV6, IPV6_V6ONLY, on.address(), on.byteSize());
        }
    }
}
