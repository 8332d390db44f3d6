package io.rutter.engine.config;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;
import static io.rutter.engine.entity.History.NOW;
import static io.rutter.engine.entity.History.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.config.ConfigCommand.CreateConfig;
import io.rutter.engine.config.ConfigCommand.RelabelConfig;
import io.rutter.engine.config.ConfigEvent.ConfigCreated;
import io.rutter.engine.config.ConfigEvent.ConfigRelabelled;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is a config's own; what it has in common with a secret is proved there. */
class ConfigDeciderTest {
    private static final EntityKey KEY = new EntityKey(Kind.CONFIG, "id");
    private static final int LIMIT_BYTES = 1000 * 1024;
    private static final String MOST = base64(LIMIT_BYTES - 1);

    private static String base64(int sizeBytes) {
        return Base64.getEncoder().encodeToString(new byte[sizeBytes]);
    }

    private static ConfigSpec spec(Map<String, String> labels, String base64) {
        return new ConfigSpec("app", labels, base64, "");
    }

    @Test
    void itHoldsLessThanAThousandKibibytes() {
        assertThat(given(KEY, new ConfigDecider("id")).when(new CreateConfig(spec(Map.of(), MOST))))
                .isEqualTo(accept(new ConfigCreated("id", spec(Map.of(), MOST), NOW)));
        assertThat(given(KEY, new ConfigDecider("id")).when(new CreateConfig(spec(Map.of(), base64(LIMIT_BYTES)))))
                .isEqualTo(refuse(new Problem.Invalid("rpc error: code = InvalidArgument"
                        + " desc = config data must be larger than 0 and less than 1024000 bytes")));
    }

    @Test
    void itsLabelsChangeAndItsDataStays() {
        var live = given(KEY, new ConfigDecider("id"), new ConfigCreated("id", spec(Map.of(), "QQ=="), NOW));
        assertThat(live.when(new RelabelConfig(1, spec(Map.of("a", "b"), "QQ=="))))
                .isEqualTo(accept(new ConfigRelabelled(2, Map.of("a", "b"), NOW)));
        assertThat(live.then(new RelabelConfig(1, spec(Map.of("a", "b"), ""))).state())
                .isEqualTo(new Config.LiveConfig("id", spec(Map.of("a", "b"), "QQ=="), 2, NOW, NOW));
    }
}
