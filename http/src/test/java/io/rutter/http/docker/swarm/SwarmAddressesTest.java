package io.rutter.http.docker.swarm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwarmAddressesTest {
    private static final String BAD_LISTEN =
            "listen address must be an IP address or network interface (with optional port number)";
    private static final String BAD_ADVERTISED =
            "advertise address must be a non-zero IP address or network interface (with optional port number)";
    private static final String BAD_DATA =
            "data path address must be a non-zero IP address or network interface (without a port number)";

    private static void check(String listen, String advertise, String data) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("ListenAddr", listen)
                .put("AdvertiseAddr", advertise)
                .put("DataPathAddr", data);
        new SwarmAddresses("lo"::equals).check(Fields.of(body, "swarm.InitRequest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:2377", "127.0.0.1", ":0", ":2377", "lo", "lo:99", "::1", "[::1]:2377"})
    void listensOnAnAddressOrAnInterface(String listen) {
        assertThatCode(() -> check(listen, "", "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x:", "5", "eth9:2377", "1.2.3", "300.1.1.1"})
    void refusesToListenOnWhatIsNeither(String listen) {
        assertThatThrownBy(() -> check(listen, "", ""))
                .isInstanceOf(Refused.class)
                .hasMessage(BAD_LISTEN);
    }

    @Test
    void refusesToListenNowhere() {
        assertThatThrownBy(() -> check("", "", "")).hasMessage("invalid ListenAddr \"\": invalid empty address");
    }

    @Test
    void othersAreToldARealAddress() {
        assertThatCode(() -> check(":0", "192.0.2.2:2377", "lo")).doesNotThrowAnyException();
        assertThatCode(() -> check(":0", "lo", "192.0.2.2")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(":0", "y", "")).hasMessage(BAD_ADVERTISED);
        assertThatThrownBy(() -> check(":0", "0.0.0.0:1", "")).hasMessage(BAD_ADVERTISED);
        assertThatThrownBy(() -> check(":0", "", "z")).hasMessage(BAD_DATA);
        assertThatThrownBy(() -> check(":0", "", "192.0.2.2:1")).hasMessage(BAD_DATA);
    }
}
