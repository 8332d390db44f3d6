package io.rutter.http.docker.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.http.docker.common.Refused;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeOptionsTest {
    /** A network that was taken in and could not be made kept the engine from starting. */
    @ParameterizedTest
    @CsvSource({
        "com.docker.network.bridge.name, .",
        "com.docker.network.bridge.name, ..",
        "com.docker.network.bridge.name, a/b",
        "com.docker.network.bridge.name, sixteen-letters-",
        "com.docker.network.driver.mtu, 67",
        "com.docker.network.driver.mtu, 99999",
        "com.docker.network.driver.mtu, -1",
        "com.docker.network.bridge.enable_icc, perhaps",
        "com.docker.network.bridge.host_binding_ipv4, somewhere",
        "com.docker.network.bridge.inhibit_ipv4, true"
    })
    void refusesWhatTheKernelWouldRefuse(String option, String value) {
        assertThatThrownBy(() -> BridgeOptions.check(Map.of(option, value))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "com.docker.network.bridge.name, br0",
        "com.docker.network.bridge.name, br.0",
        "com.docker.network.driver.mtu, 1400",
        "com.docker.network.driver.mtu, 0",
        "com.docker.network.bridge.enable_icc, false",
        "com.docker.network.bridge.host_binding_ipv4, 127.0.0.1",
        "com.docker.network.bridge.inhibit_ipv4, false",
        "anything.else, at all"
    })
    void takesWhatDockerTakes(String option, String value) {
        assertThatCode(() -> BridgeOptions.check(Map.of(option, value))).doesNotThrowAnyException();
    }
}
