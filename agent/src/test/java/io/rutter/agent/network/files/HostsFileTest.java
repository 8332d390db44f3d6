package io.rutter.agent.network.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.network.files.HostsFile.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostsFileTest {
    @Test
    void endsWithTheContainerItself() {
        var file = new HostsFile(
                "0123456789ab",
                "",
                List.of("172.17.0.2", "172.18.0.3"),
                List.of(
                        Line.ofExtraHost("db:10.0.0.1", "172.17.0.1"),
                        Line.ofExtraHost("up=host-gateway", "172.17.0.1")));
        assertThat(file.text()).isEqualTo("""
                        127.0.0.1\tlocalhost
                        ::1\tlocalhost ip6-localhost ip6-loopback
                        fe00::0\tip6-localnet
                        ff00::0\tip6-mcastprefix
                        ff02::1\tip6-allnodes
                        ff02::2\tip6-allrouters
                        10.0.0.1\tdb
                        172.17.0.1\tup
                        172.17.0.2\t0123456789ab
                        172.18.0.3\t0123456789ab
                        """);
    }

    @Test
    void namesTheDomainFirst() {
        assertThat(new HostsFile("web", "example.org", List.of("172.17.0.2"), List.of()).text())
                .endsWith("172.17.0.2\tweb.example.org web\n");
    }

    @Test
    void keepsAnIpv6AddressOfAnExtraHostWhole() {
        assertThat(Line.ofExtraHost("six:2001:db8::1", "")).isEqualTo(new Line("2001:db8::1", "six"));
    }

    @Test
    void refusesAnExtraHostWithoutAnAddress() {
        assertThatThrownBy(() -> Line.ofExtraHost("nothing", "")).hasMessageContaining("bad format for add-host");
    }

    @Test
    void namesALinkedContainerOnceWhenTheAliasIsItsName() {
        assertThat(Line.ofLink("172.17.0.3", "db", "aabbccddeeff", "db").names())
                .isEqualTo("db aabbccddeeff");
        assertThat(Line.ofLink("172.17.0.3", "store", "aabbccddeeff", "db").names())
                .isEqualTo("store aabbccddeeff db");
    }

    @Test
    void isTheHostsOwnFileInTheHostsNetwork() {
        assertThat(HostsFile.ofHost("127.0.0.1 localhost")).isEqualTo("127.0.0.1 localhost\n");
    }

    @Test
    void aHostnameWithADomainIsKnownWithoutItToo() {
        assertThat(new HostsFile("web.example.org", "", List.of("172.17.0.2"), List.of()).text())
                .endsWith("172.17.0.2\tweb.example.org web\n");
    }
}
