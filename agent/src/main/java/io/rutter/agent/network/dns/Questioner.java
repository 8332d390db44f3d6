package io.rutter.agent.network.dns;

import java.net.InetSocketAddress;
import java.util.List;

/** A container, as its resolver sees it. Read anew for each question. */
public interface Questioner {
    /** Names of the networks that it is on, in the order in which they are looked through. */
    List<NetworkNames> networks();

    /** Servers for everything else, in order. */
    List<InetSocketAddress> upstreams();
}
