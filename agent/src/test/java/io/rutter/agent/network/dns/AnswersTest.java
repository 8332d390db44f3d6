package io.rutter.agent.network.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.network.dns.Verdict.Answered;
import io.rutter.agent.network.dns.Verdict.Forwarded;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.assignment.NetworkAssignment.Member;
import io.rutter.engine.assignment.NetworkAssignment.VirtualAddress;
import io.rutter.engine.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AnswersTest {
    private static final Answers ANSWERS = new Answers(new Random(1));
    private static final NetworkNames OPEN = NetworkNames.of(network("front", false));
    private static final NetworkNames INTERNAL = NetworkNames.of(network("back", true));

    private static NetworkAssignment network(String name, boolean internal) {
        var spec = new NetworkSpec(
                name, "bridge", "local", internal, false, false, false, Map.of(), Map.of(), "", Map.of(), List.of());
        return new NetworkAssignment(
                "n1",
                spec,
                List.of(
                        new Member("c1", "node", "10.1.0.2", "", List.of("web", "0123456789ab", "www")),
                        new Member("c2", "node", "10.1.0.3", "", List.of("db", "www"))),
                List.of(
                        new VirtualAddress("s1", "10.1.0.9", List.of("shop"), List.of("10.1.0.2", "10.1.0.3")),
                        new VirtualAddress("s2", "", List.of("direct"), List.of("10.1.0.4", "10.1.0.5"))));
    }

    private static Verdict ask(String name, int type, NetworkNames... networks) throws Exception {
        Message query = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
        Verdict verdict = ANSWERS.answer(query, List.of(networks));
        if (verdict instanceof Answered answered) {
            assertThat(answered.reply().getHeader().getID())
                    .isEqualTo(query.getHeader().getID());
        }
        return verdict;
    }

    private static List<String> addresses(Verdict verdict) {
        return ((Answered) verdict)
                .reply().getSection(Section.ANSWER).stream()
                        .map(Record::rdataToString)
                        .sorted()
                        .toList();
    }

    private static int code(Verdict verdict) {
        return ((Answered) verdict).reply().getRcode();
    }

    @Test
    void knowsNamesShortIdsAndAliasesWhateverTheirCase() throws Exception {
        assertThat(addresses(ask("WEB.", Type.A, OPEN))).containsExactly("10.1.0.2");
        assertThat(addresses(ask("0123456789ab.", Type.A, OPEN))).containsExactly("10.1.0.2");
        assertThat(addresses(ask("web.front.", Type.A, OPEN))).containsExactly("10.1.0.2");
    }

    @Test
    void givesAllAddressesOfASharedAlias() throws Exception {
        assertThat(addresses(ask("www.", Type.A, OPEN))).containsExactly("10.1.0.2", "10.1.0.3");
    }

    @Test
    void givesAServicesAddressAndItsTasks() throws Exception {
        assertThat(addresses(ask("shop.", Type.A, OPEN))).containsExactly("10.1.0.9");
        assertThat(addresses(ask("tasks.shop.", Type.A, OPEN))).containsExactly("10.1.0.2", "10.1.0.3");
        assertThat(addresses(ask("direct.", Type.A, OPEN))).containsExactly("10.1.0.4", "10.1.0.5");
    }

    @Test
    void answersOtherTypesOfAKnownNameWithNothing() throws Exception {
        Verdict verdict = ask("web.", Type.AAAA, OPEN);
        assertThat(code(verdict)).isEqualTo(Rcode.NOERROR);
        assertThat(addresses(verdict)).isEmpty();
    }

    @Test
    void namesAnAddress() throws Exception {
        assertThat(addresses(ask("3.0.1.10.in-addr.arpa.", Type.PTR, OPEN))).containsExactly("db.front.");
    }

    @Test
    void forwardsWhatItDoesNotKnow() throws Exception {
        assertThat(ask("example.org.", Type.A, OPEN)).isEqualTo(new Forwarded());
        assertThat(ask("1.1.1.1.in-addr.arpa.", Type.PTR, INTERNAL, OPEN)).isEqualTo(new Forwarded());
    }

    @Test
    void forwardsNothingFromInternalNetworks() throws Exception {
        assertThat(code(ask("example.org.", Type.A, INTERNAL))).isEqualTo(Rcode.NXDOMAIN);
        assertThat(addresses(ask("db.", Type.A, INTERNAL))).containsExactly("10.1.0.3");
    }
}
