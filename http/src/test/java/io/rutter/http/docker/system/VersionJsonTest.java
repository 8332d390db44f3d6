package io.rutter.http.docker.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.EngineBuild;
import io.rutter.http.Examples;
import org.junit.jupiter.api.Test;

class VersionJsonTest {
    @Test
    void saysWhatTheEngineWasBuiltFrom() {
        ObjectNode json =
                VersionJson.version(new EngineBuild("0.1.0", "c0ffee1", "2026-01-01T12:00:00Z"), Examples.HOST);
        assertThat(json.at("/GitCommit").asText()).isEqualTo("c0ffee1");
        assertThat(json.at("/BuildTime").asText()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(json.at("/Components/0/Details/GitCommit").asText()).isEqualTo("c0ffee1");
        assertThat(json.at("/Components/0/Details/BuildTime").asText()).isEqualTo("2026-01-01T12:00:00Z");
    }
}
