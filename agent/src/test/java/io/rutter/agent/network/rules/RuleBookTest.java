package io.rutter.agent.network.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.network.rules.Picture.BridgeRules;
import io.rutter.agent.network.rules.Picture.HostPort;
import io.rutter.agent.network.rules.Picture.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleBookTest {
    private static final RuleBook BOOK = new RuleBook("rutter-0a1b2c3d");
    private static final BridgeRules OPEN = new BridgeRules("rtr0-0a1b", List.of("172.17.0.0/16"), false, true, true);
    private static final BridgeRules INTERNAL =
            new BridgeRules("br-0123456789ab", List.of("172.18.0.0/16", "172.19.0.0/16"), true, true, true);
    private static final BridgeRules SILENT =
            new BridgeRules("br-silent", List.of("172.20.0.0/16"), false, false, false);
    private static final HostPort WEB = HostPort.everywhere("tcp", 8080);
    private static final HostPort LOCAL = new HostPort("udp", "127.0.0.1", 5353);
    private static final HostPort SERVICE = HostPort.everywhere("tcp", 30000);
    private static final Picture FULL = Picture.EMPTY
            .with(OPEN)
            .with(INTERNAL)
            .with(SILENT)
            .publishing(Map.of(WEB, new Target("172.17.0.2", 80), LOCAL, new Target("172.17.0.3", 53)))
            .balancing(Map.of(SERVICE, List.of(new Target("172.17.0.4", 80), new Target("172.17.0.5", 80))));

    @Test
    void writesTheWholeTable() {
        Golden.assertSame("whole.nft", BOOK.whole(FULL));
    }

    @Test
    void writesNoMoreThanTheStaticPartForNothing() {
        Golden.assertSame("empty.nft", BOOK.whole(Picture.EMPTY));
    }

    @Test
    void saysNothingWhenNothingChanges() {
        assertThat(BOOK.change(FULL, FULL)).isEmpty();
    }

    @Test
    void publishesAPortWithOneElement() {
        Picture more = FULL.publishing(Map.of(HostPort.everywhere("tcp", 81), new Target("172.17.0.9", 8081)));
        assertThat(BOOK.change(FULL, more))
                .isEqualTo("add element ip rutter-0a1b2c3d everywhere { tcp . 81 : 172.17.0.9 . 8081 }\n");
    }

    @Test
    void withdrawsAPortWithOneElement() {
        assertThat(BOOK.change(FULL, FULL.withdrawing(List.of(LOCAL))))
                .isEqualTo("delete element ip rutter-0a1b2c3d at { udp . 127.0.0.1 . 5353 }\n");
    }

    @Test
    void movesAPortInOneTransaction() {
        Picture moved = FULL.publishing(Map.of(WEB, new Target("172.17.0.7", 80)));
        assertThat(BOOK.change(FULL, moved)).isEqualTo("""
                        delete element ip rutter-0a1b2c3d everywhere { tcp . 8080 }
                        add element ip rutter-0a1b2c3d everywhere { tcp . 8080 : 172.17.0.7 . 80 }
                        """);
    }

    @Test
    void changesBackendsWithoutTouchingTheMap() {
        Picture fewer = FULL.balancing(Map.of(SERVICE, List.of(new Target("172.17.0.5", 80))));
        Golden.assertSame("backends.nft", BOOK.change(FULL, fewer));
    }

    @Test
    void takesBridgesAwayWithTheirChains() {
        Golden.assertSame(
                "close.nft",
                BOOK.change(FULL, FULL.withoutBridge(INTERNAL.name()).balancing(Map.of())));
    }

    @Test
    void writesTheTableOfANamespace() {
        var rules = new NamespaceRules(
                40001,
                40002,
                new java.util.TreeMap<>(
                        Map.of("10.0.1.2", List.of("10.0.1.3", "10.0.1.4"), "10.0.1.5", List.<String>of())));
        Golden.assertSame("namespace.nft", rules.replacing());
    }
}
