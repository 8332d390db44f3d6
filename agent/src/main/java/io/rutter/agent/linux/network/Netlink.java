package io.rutter.agent.linux.network;

import static io.rutter.agent.linux.network.NetlinkSocket.NLM_F_ACK;
import static io.rutter.agent.linux.network.NetlinkSocket.NLM_F_DUMP;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Network devices, addresses and routes of one network namespace: the one in which it was opened. Safe for use by many threads,
 * which wait for one another.
 */
public final class Netlink implements Closeable {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private static final int NLM_F_REPLACE = 0x100;
    private static final int NLM_F_EXCL = 0x200;
    private static final int NLM_F_CREATE = 0x400;
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_GETADDR = 22;
    private static final int RTM_NEWROUTE = 24;
    private static final int IFF_UP = 1;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_INFO_SLAVE_KIND = 4;
    private static final int IFLA_INFO_SLAVE_DATA = 5;
    private static final int IFLA_BRPORT_MODE = 4;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFINFO_END = 32;
    private static final int IFADDR_END = 24;
    private static final int IPV4_BYTES = 4;
    /** Smaller subnets than this have no address for all. */
    private static final int LAST_BROADCAST_PREFIX = 31;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RT_TABLE_MAIN = 254;
    private static final int RTPROT_STATIC = 4;
    private static final int RT_SCOPE_LINK = 253;
    private static final int RTN_UNICAST = 1;
    private static final int O_CLOEXEC = 0x80000;
    private static final int CREATE = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;

    private final NetlinkSocket socket;

    private Netlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** For the network namespace of the calling thread. */
    public static Netlink open() throws HostException {
        return new Netlink(NetlinkSocket.open());
    }

    /** For a named network namespace. */
    public static Netlink openIn(Path namespace) throws IOException {
        return Namespaces.insideNet(namespace, Netlink::open);
    }

    NetlinkSocket socket() {
        return socket;
    }

    /**
     * Makes a bridge, which is still down.
     *
     * @param mac empty for a random one
     */
    public void addBridge(String name, String mac, int mtuBytes) throws IOException {
        NetlinkMessage message = socket.request(RTM_NEWLINK, CREATE)
                .link(0, 0, 0, 0)
                .text(IFLA_IFNAME, name)
                .mac(IFLA_ADDRESS, mac);
        if (mtuBytes > 0) {
            message.number(IFLA_MTU, mtuBytes);
        }
        message.nested(IFLA_LINKINFO, () -> message.text(IFLA_INFO_KIND, "bridge"));
        socket.change("add bridge " + name, message);
    }

    /** Makes a pair of devices; the end here is up and on its bridge. */
    public void addVeth(VethPair pair) throws IOException {
        int bridgeIndex = pair.bridge().isEmpty() ? 0 : require(pair.bridge()).index();
        try (Descriptor namespace = openFile(pair.peerNamespace())) {
            NetlinkMessage message = socket.request(RTM_NEWLINK, CREATE)
                    .link(0, 0, IFF_UP, IFF_UP)
                    .text(IFLA_IFNAME, pair.name());
            if (pair.mtuBytes() > 0) {
                message.number(IFLA_MTU, pair.mtuBytes());
            }
            if (bridgeIndex > 0) {
                message.number(IFLA_MASTER, bridgeIndex);
            }
            message.nested(IFLA_LINKINFO, () -> {
                message.text(IFLA_INFO_KIND, "veth");
                message.nested(
                        IFLA_INFO_DATA,
                        () -> message.nested(VETH_INFO_PEER, () -> peer(message, pair, namespace.number())));
            });
            socket.change("add veth " + pair.name(), message);
        }
    }

    private static void peer(NetlinkMessage message, VethPair pair, int namespace) {
        message.link(0, 0, 0, 0)
                .text(IFLA_IFNAME, pair.peerName())
                .mac(IFLA_ADDRESS, pair.peerMac())
                .number(IFLA_NET_NS_FD, namespace);
        if (pair.mtuBytes() > 0) {
            message.number(IFLA_MTU, pair.mtuBytes());
        }
    }

    private static Descriptor openFile(Path file) throws HostException {
        try (var arena = java.lang.foreign.Arena.ofConfined()) {
            return new Descriptor(Libc.call(
                    "open", file.toString(), arena.allocateFrom(file.toString()).address(), O_CLOEXEC));
        }
    }

    /** @return false when there is no such device */
    public boolean deleteLink(String name) throws IOException {
        try {
            socket.change(
                    "delete link " + name,
                    socket.request(RTM_DELLINK, NLM_F_ACK).link(0, 0, 0, 0).text(IFLA_IFNAME, name));
            return true;
        } catch (HostException e) {
            if (e.errno() == Errno.ENODEV) {
                return false;
            }
            throw e;
        }
    }

    public void setUp(String name, boolean up) throws IOException {
        socket.change("set " + name + (up ? " up" : " down"), about(name, up ? IFF_UP : 0, IFF_UP));
    }

    /** The device must be down. */
    public void rename(String name, String newName) throws IOException {
        int index = require(name).index();
        socket.change(
                "rename " + name,
                socket.request(RTM_NEWLINK, NLM_F_ACK).link(0, index, 0, 0).text(IFLA_IFNAME, newName));
    }

    /** Whether a bridge sends a packet back out of the port that it came from. */
    public void setHairpin(String port, boolean on) throws IOException {
        NetlinkMessage message = about(port, 0, 0);
        message.nested(IFLA_LINKINFO, () -> {
            message.text(IFLA_INFO_SLAVE_KIND, "bridge");
            message.nested(IFLA_INFO_SLAVE_DATA, () -> message.octet(IFLA_BRPORT_MODE, on ? 1 : 0));
        });
        socket.change("set hairpin of " + port, message);
    }

    private NetlinkMessage about(String name, int flags, int change) {
        return socket.request(RTM_NEWLINK, NLM_F_ACK).link(0, 0, flags, change).text(IFLA_IFNAME, name);
    }

    /** Devices of the namespace. */
    public List<Link> links() throws IOException {
        var links = new ArrayList<Link>();
        socket.exchange(
                "list links",
                socket.request(RTM_GETLINK, NLM_F_DUMP).link(0, 0, 0, 0),
                answer -> links.add(link(answer)));
        return links;
    }

    public Optional<Link> link(String name) throws IOException {
        var found = new ArrayList<Link>();
        try {
            socket.exchange(
                    "find link " + name,
                    socket.request(RTM_GETLINK, NLM_F_ACK).link(0, 0, 0, 0).text(IFLA_IFNAME, name),
                    answer -> found.add(link(answer)));
        } catch (HostException e) {
            if (e.errno() != Errno.ENODEV) {
                throw e;
            }
        }
        return found.stream().findFirst();
    }

    private Link require(String name) throws IOException {
        return link(name).orElseThrow(() -> new HostException("netlink", "link " + name, Errno.ENODEV));
    }

    private static Link link(ByteBuffer answer) {
        Map<Integer, ByteBuffer> attributes = NetlinkMessage.attributes(answer, IFINFO_END, answer.limit());
        String kind = "";
        ByteBuffer info = attributes.get(IFLA_LINKINFO);
        if (info != null) {
            ByteBuffer named = NetlinkMessage.attributes(info, 0, info.limit()).get(IFLA_INFO_KIND);
            kind = named == null ? "" : NetlinkMessage.text(named);
        }
        ByteBuffer name = attributes.get(IFLA_IFNAME);
        ByteBuffer mtu = attributes.get(IFLA_MTU);
        ByteBuffer mac = attributes.get(IFLA_ADDRESS);
        ByteBuffer master = attributes.get(IFLA_MASTER);
        return new Link(
                answer.getInt(20),
                name == null ? "" : NetlinkMessage.text(name),
                kind,
                (answer.getInt(24) & IFF_UP) != 0,
                mtu == null ? 0 : mtu.getInt(0),
                mac == null ? "" : NetlinkMessage.mac(mac),
                master == null ? 0 : master.getInt(0));
    }

    /** Gives a device an address, IPv4 or IPv6. One that it has already is no error. */
    public void addAddress(String link, String address, int prefixLength) throws IOException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        byte[] header = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .put((byte) family(bytes))
                .put((byte) prefixLength)
                .putShort((short) 0)
                .putInt(require(link).index())
                .array();
        NetlinkMessage message = socket.request(RTM_NEWADDR, NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE)
                .raw(header)
                .bytes(IFA_LOCAL, bytes)
                .bytes(IFA_ADDRESS, bytes);
        boolean broad = bytes.length == IPV4_BYTES && prefixLength < LAST_BROADCAST_PREFIX;
        socket.change(
                "address " + address + " of " + link,
                broad ? message.bytes(IFA_BROADCAST, broadcast(bytes, prefixLength)) : message);
    }

    /** The last address of a subnet, which stands for all in it. */
    private static byte[] broadcast(byte[] address, int prefixLength) {
        int number = ByteBuffer.wrap(address).getInt() | -1 >>> prefixLength;
        return ByteBuffer.allocate(IPV4_BYTES).putInt(number).array();
    }

    /** Addresses of all devices. */
    public List<LinkAddress> addresses() throws IOException {
        var addresses = new ArrayList<LinkAddress>();
        socket.exchange(
                "list addresses", socket.request(RTM_GETADDR, NLM_F_DUMP).raw(new byte[8]), answer -> {
                    Map<Integer, ByteBuffer> attributes = NetlinkMessage.attributes(answer, IFADDR_END, answer.limit());
                    ByteBuffer own = attributes.getOrDefault(IFA_LOCAL, attributes.get(IFA_ADDRESS));
                    if (own != null) {
                        addresses.add(
                                new LinkAddress(answer.getInt(20), NetlinkMessage.address(own), answer.get(17) & 0xff));
                    }
                });
        return addresses;
    }

    /**
     * Adds a route, or replaces the one to the same place.
     *
     * @param destination address; {@code 0.0.0.0} or {@code ::} with prefix 0 for all else
     * @param gateway empty for what is on the link itself
     */
    public void addRoute(String destination, int prefixLength, String gateway, String link) throws IOException {
        byte[] to = InetAddress.getByName(destination).getAddress();
        byte[] header = {
            (byte) family(to),
            (byte) prefixLength,
            0,
            0,
            (byte) RT_TABLE_MAIN,
            RTPROT_STATIC,
            (byte) (gateway.isEmpty() ? RT_SCOPE_LINK : 0),
            RTN_UNICAST,
            0,
            0,
            0,
            0
        };
        NetlinkMessage message = socket.request(RTM_NEWROUTE, NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE)
                .raw(header);
        if (prefixLength > 0) {
            message.bytes(RTA_DST, to);
        }
        if (!gateway.isEmpty()) {
            message.bytes(RTA_GATEWAY, InetAddress.getByName(gateway).getAddress());
        }
        message.number(RTA_OIF, require(link).index());
        socket.change("route to " + destination + "/" + prefixLength, message);
    }

    static int family(byte[] address) {
        return address.length == 4 ? AF_INET : AF_INET6;
    }

    @Override
    public void close() {
        socket.close();
    }
}
