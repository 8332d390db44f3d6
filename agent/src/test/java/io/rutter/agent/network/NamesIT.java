package io.rutter.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.assignment.NetworkAssignment.Member;
import io.rutter.engine.assignment.NetworkAssignment.VirtualAddress;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Questions from inside a namespace, and connections to the addresses of services. */
class NamesIT {
    private TestHost host;
    private NetworkAssignment shop;
    private Placement web;
    private Placement db;

    @BeforeEach
    void open() throws Exception {
        host = new TestHost();
        shop = host.network("shop", 5, false);
        web = host.container("web", List.of(), host.endpoint(shop, 2));
        db = host.container("db", List.of(), host.endpoint(shop, 3));
        host.networks.apply(told(List.of(virtual())));
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    private NetworkAssignment told(List<VirtualAddress> virtuals) {
        return new NetworkAssignment(
                shop.id(),
                shop.spec(),
                List.of(
                        new Member(web.containerId(), "n", addressOf(web), "", List.of("web", "front")),
                        new Member(db.containerId(), "n", addressOf(db), "", List.of("db"))),
                virtuals);
    }

    private VirtualAddress virtual() {
        return new VirtualAddress("s1", service(), List.of("store"), List.of(addressOf(web), addressOf(db)));
    }

    private String service() {
        return addressOf(web).replaceFirst("\\.2$", ".200");
    }

    private static String addressOf(Placement placement) {
        return placement.endpoints().getFirst().ipv4();
    }

    private static Message ask(Path namespace, String name, int type, boolean tcp) throws Exception {
        Message query = Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
        return TestHost.inside(namespace, () -> tcp ? overTcp(query) : overUdp(query));
    }

    private static Message overUdp(Message query) throws Exception {
        byte[] bytes = query.toWire();
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.11"), 53));
            socket.setSoTimeout(5_000);
            socket.send(new DatagramPacket(bytes, bytes.length));
            var packet = new DatagramPacket(new byte[4096], 4096);
            socket.receive(packet);
            return new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        }
    }

    private static Message overTcp(Message query) throws Exception {
        byte[] bytes = query.toWire();
        try (var socket = new java.net.Socket("127.0.0.11", 53)) {
            socket.setSoTimeout(5_000);
            var out = new java.io.DataOutputStream(socket.getOutputStream());
            out.writeShort(bytes.length);
            out.write(bytes);
            var in = new java.io.DataInputStream(socket.getInputStream());
            return new Message(in.readNBytes(in.readUnsignedShort()));
        }
    }

    private static List<String> found(Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .sorted()
                .toList();
    }

    @Test
    void findsContainersByNameAndAliasOverUdpAndTcp() throws Exception {
        assertThat(found(ask(host.namespace(db), "web", Type.A, false))).containsExactly(addressOf(web));
        assertThat(found(ask(host.namespace(db), "front.shop", Type.A, true))).containsExactly(addressOf(web));
        assertThat(ask(host.namespace(db), "web", Type.AAAA, false).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void findsServicesAndTheirTasks() throws Exception {
        assertThat(found(ask(host.namespace(db), "store", Type.A, false))).containsExactly(service());
        assertThat(found(ask(host.namespace(db), "tasks.store", Type.A, false)))
                .containsExactly(addressOf(web), addressOf(db));
    }

    @Test
    void asksTheHostsServersForTheRest() throws Exception {
        try (var upstream = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.77"), 53))) {
            Thread.startVirtualThread(() -> answerOnce(upstream));
            assertThat(found(ask(host.namespace(db), "example.org", Type.A, false)))
                    .containsExactly("192.0.2.99");
        }
        assertThat(ask(host.namespace(db), "example.org", Type.A, false).getRcode())
                .isEqualTo(Rcode.SERVFAIL);
    }

    private static void answerOnce(DatagramSocket upstream) {
        try {
            var packet = new DatagramPacket(new byte[512], 512);
            upstream.receive(packet);
            Message answer = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
            answer.getHeader().setFlag(Flags.QR);
            answer.addRecord(
                    new ARecord(answer.getQuestion().getName(), DClass.IN, 60, InetAddress.ofLiteral("192.0.2.99")),
                    Section.ANSWER);
            byte[] bytes = answer.toWire();
            upstream.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        } catch (java.io.IOException e) {
            // closed
        }
    }

    @Test
    void balancesAServiceKeepsTheClientsAddressAndLetsATaskCallItself() throws Exception {
        try (var _ = Wire.serve(host.namespace(web), "web", 80);
                var _ = Wire.serve(host.namespace(db), "db", 80)) {
            var heard = new TreeSet<String>();
            for (int i = 0; i < 4; i++) {
                heard.add(Wire.ask(host.namespace(db), service(), 80));
            }
            assertThat(heard).containsExactly("db " + addressOf(db), "web " + addressOf(db));
        }
    }

    @Test
    void followsTheTasksOfAService() throws Exception {
        try (var _ = Wire.serve(host.namespace(web), "web", 80)) {
            host.networks.apply(
                    told(List.of(new VirtualAddress("s1", service(), List.of("store"), List.of(addressOf(web))))));
            assertThat(Wire.ask(host.namespace(db), service(), 80)).startsWith("web ");
            host.networks.apply(told(List.of(new VirtualAddress("s1", service(), List.of("store"), List.of()))));
            assertThat(Wire.ask(host.namespace(db), service(), 80)).isEqualTo("refused");
        }
    }

    @Test
    void knowsNamesAgainAfterARestart() throws Exception {
        host.restart();
        host.networks.apply(told(List.of(virtual())));
        assertThat(host.networks.adopt(List.of(web, db))).isEmpty();
        assertThat(found(ask(host.namespace(db), "web", Type.A, false))).containsExactly(addressOf(web));
    }

    @Test
    void leavesPort53OfEveryAddressToTheContainer() throws Exception {
        try (var _ = Wire.serveUdp(host.namespace(web), "own", 53)) {
            assertThat(Wire.askUdp(host.namespace(db), addressOf(web), 53)).startsWith("own ");
        }
    }
}
