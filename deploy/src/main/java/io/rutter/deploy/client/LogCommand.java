package io.rutter.deploy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.deploy.client.EngineClient.EngineAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rutter log}: the entries of the log, from the first or from an offset, and on as they come. */
@Command(name = "log", description = "Prints the entries of the log.", mixinStandardHelpOptions = true)
public final class LogCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";
    private static final int ID_SHOWN = 12;

    @Mixin
    private HostOption host = new HostOption();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as entries come")
    private boolean follow;

    @Option(names = "--from", description = "First offset. Default: ${DEFAULT-VALUE}", defaultValue = "1")
    private long from = 1;

    @Option(names = "--kind", description = "Only this kind: container, service, image … May be repeated")
    private List<String> kinds = new ArrayList<>();

    @Option(names = "--id", description = "Only the thing with this name, id or prefix. May be repeated")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--actor", description = "Only what this user, controller or node did. May be repeated")
    private List<String> actors = new ArrayList<>();

    @Option(names = "--json", description = "Whole entries, a line each")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (EngineAnswer answer = host.client().get(path(), Map.of())) {
            if (!answer.ok()) {
                System.err.println(
                        "Error: " + JSON.readTree(answer.text()).path("message").asText());
                return 1;
            }
            var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    print(line.substring(DATA.length()).strip());
                }
            }
            return 0;
        }
    }

    private String path() {
        var path = new StringBuilder("/rutter/v1/events?from=" + from + "&follow=" + follow);
        add(path, "kind", kinds);
        add(path, "id", ids);
        add(path, "actor", actors);
        return path.toString();
    }

    private static void add(StringBuilder path, String name, List<String> values) {
        for (String value : values) {
            path.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private void print(String text) throws IOException {
        if (json) {
            System.out.println(text);
            return;
        }
        JsonNode entry = JSON.readTree(text);
        if (!entry.has("offset")) {
            return;
        }
        String id = entry.path("id").asText().replace("sha256:", "");
        JsonNode actor = entry.path("actor");
        String process = actor.path("process").asText("");
        System.out.printf(
                "%d  %s  %s %s  %s  by %s%s%n",
                entry.path("offset").asLong(),
                Clock.local(entry.path("recordedAt").asText()),
                entry.path("kind").asText(),
                id.substring(0, Math.min(ID_SHOWN, id.length())),
                entry.path("event").asText(),
                actor.path("name").asText(),
                process.isEmpty() ? "" : " (" + process + ")");
    }
}
