package io.rutter.http.server.connection;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** How the HTTP layer is set: it bounds what it parses; time, connections and bodies are bounded elsewhere. */
final class HttpSettings {
    /** One header may be 1 MB: X-Registry-Auth carries credentials of many registries. */
    private static final String OVERRIDES = """
            pekko.http.server {
              server-header = ""
              request-timeout = infinite
              idle-timeout = infinite
              pipelining-limit = 1
              transparent-head-requests = off
              default-host-header = "docker"
              stream-cancellation-delay = 10 millis
            }
            pekko.http.server.parsing {
              error-handler = "io.rutter.http.server.connection.UnreadableRequest"
              max-content-length = infinite
              max-to-strict-bytes = infinite
              max-uri-length = 64k
              max-header-value-length = 1m
              max-header-count = 256
              max-chunk-size = 16m
              max-chunk-ext-length = 1k
              uri-parsing-mode = relaxed
              illegal-header-warnings = off
            }
            """;

    private HttpSettings() {}

    static ServerSettings over(Config config) {
        return ServerSettings.create(
                ConfigFactory.parseString(OVERRIDES).withFallback(config).resolve());
    }
}
