package io.rutter.deploy.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine a command asks. */
final class HostOption {
    private static final String DEFAULT_HOST = "unix:///run/rutter.sock";

    @Option(
            names = {"-H", "--host"},
            description = "Engine to ask: unix://PATH or tcp://HOST:PORT. Default: DOCKER_HOST, or " + DEFAULT_HOST)
    private @Nullable String host;

    @Option(names = "--at", description = "As of a past moment: a time, an offset, or an age such as 10m")
    private @Nullable String at;

    EngineClient client() {
        String named = host == null ? System.getenv("DOCKER_HOST") : host;
        return EngineClient.of(named == null || named.isEmpty() ? DEFAULT_HOST : named);
    }

    Map<String, String> headers() {
        return at == null ? Map.of() : Map.of("Rutter-At", at);
    }
}
