package io.rutter.agent.linux.network;

import static io.rutter.agent.linux.network.NetlinkSocket.NLM_F_ACK;

import java.io.IOException;

/** How a bridge treats one of its ports. */
public final class BridgePorts {
    private static final int RTM_NEWLINK = 16;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_INFO_SLAVE_KIND = 4;
    private static final int IFLA_INFO_SLAVE_DATA = 5;
    private static final int IFLA_BRPORT_ISOLATED = 33;

    private BridgePorts() {}

    /** Isolated ports of a bridge do not talk to one another, only to the bridge itself and to ports that are not isolated. */
    public static void setIsolated(Netlink net, String port, boolean on) throws IOException {
        NetlinkMessage message =
                net.socket().request(RTM_NEWLINK, NLM_F_ACK).link(0, 0, 0, 0).text(IFLA_IFNAME, port);
        message.nested(IFLA_LINKINFO, () -> {
            message.text(IFLA_INFO_SLAVE_KIND, "bridge");
            message.nested(IFLA_INFO_SLAVE_DATA, () -> message.octet(IFLA_BRPORT_ISOLATED, on ? 1 : 0));
        });
        net.socket().change("isolate " + port, message);
    }
}
