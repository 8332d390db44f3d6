package io.rutter.deploy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.deploy.client.EngineClient.EngineAnswer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the three commands have in common that tell of one thing: a name in, text out. */
@Command(mixinStandardHelpOptions = true)
public abstract class StoryCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private HostOption host = new HostOption();

    @Parameters(paramLabel = "NAME", description = "Name, id or unique prefix of an id")
    private String name = "";

    /** Path of the question under the API's root. */
    abstract String question();

    abstract void print(JsonNode answer);

    @Override
    public Integer call() throws IOException {
        String path = "/rutter/v1/" + question() + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/");
        try (EngineAnswer answer = host.client().get(path, host.headers())) {
            JsonNode json = JSON.readTree(answer.text());
            if (!answer.ok()) {
                System.err.println("Error: " + json.path("message").asText());
                return 1;
            }
            print(json);
            return 0;
        }
    }

    static void printSentences(JsonNode answer) {
        for (JsonNode each : answer.path("sentences")) {
            System.out.println(Clock.local(each.path("at").asText()) + "  "
                    + each.path("sentence").asText());
        }
    }

    /** {@code rutter why}: the chain of what led to how it is now. */
    @Command(name = "why", description = "Tells who and what led to how a thing is now.")
    public static final class WhyCommand extends StoryCommand {
        @Override
        String question() {
            return "why";
        }

        @Override
        void print(JsonNode answer) {
            printSentences(answer);
        }
    }

    /** {@code rutter history}: everything that has happened to it. */
    @Command(name = "history", description = "Tells all that has happened to a thing.")
    public static final class HistoryCommand extends StoryCommand {
        @Override
        String question() {
            return "history";
        }

        @Override
        void print(JsonNode answer) {
            printSentences(answer);
        }
    }

    /** {@code rutter rerun}: the command line that would make it again. */
    @Command(name = "rerun", description = "Prints the docker command that would make a thing again.")
    public static final class RerunCommand extends StoryCommand {
        @Override
        String question() {
            return "rerun";
        }

        @Override
        void print(JsonNode answer) {
            System.out.println(answer.path("command").asText());
        }
    }
}
