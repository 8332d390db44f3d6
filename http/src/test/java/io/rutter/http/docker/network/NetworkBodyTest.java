package io.rutter.http.docker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rutter.engine.network.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkBodyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'Name':'n','IPAM':{'Config':[{'Subnet':'x'}]}}|Invalid subnet x : invalid CIDR address: x",
                "{'Name':'n','IPAM':{'Config':[{'Subnet':'10.9.0.0/24','Gateway':'10.8.0.1'}]}}"
                        + "|failed to allocate gateway (10.8.0.1): Requested address is out of range",
                "{'Name':'n','IPAM':{'Config':[{'Subnet':'10.9.0.0/24','Gateway':'10.9.0.255'}]}}"
                        + "|failed to allocate gateway (10.9.0.255): Address already in use",
                "{'Name':'n','IPAM':{'Config':[{'Subnet':'10.9.0.0/31'}]}}"
                        + "|failed to allocate gateway (): No available addresses on this pool",
                "{'Name':'n','Ingress':true}|Ingress network can only be global scope network",
            })
    void refusesInDockersWords(String body, String message) {
        assertThatThrownBy(() -> read(body)).hasMessage(message);
    }

    @Test
    void predefinedNetworksAreNotMadeAgain() {
        assertThatThrownBy(() -> read("{'Name':'bridge'}"))
                .hasMessage("operation is not permitted on predefined bridge network ");
    }

    @Test
    void aNetworkIsALocalBridgeUnlessSaidOtherwise() {
        NetworkSpec spec = read("{'Name':'n','IPAM':{'Config':[{'Subnet':'10.9.0.7/24'}]}}");
        assertThat(spec.driver()).isEqualTo("bridge");
        assertThat(spec.scope()).isEqualTo("local");
        assertThat(spec.pools().getFirst().subnet()).isEqualTo("10.9.0.0/24");
    }

    private static NetworkSpec read(String body) {
        try {
            return NetworkBody.read(JsonMapper.builder().build().readTree(body.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }
}
