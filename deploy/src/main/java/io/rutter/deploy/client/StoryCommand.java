package io.rutter.deploy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.deploy.client.EngineClient.EngineAnswer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the three commands have in common that tell of one thing: a name in, lines out. */
@Command(mixinStandardHelpOptions = true)
public abstract class StoryCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String question;

    @Mixin
    private HostOption host = new HostOption();

    @Parameters(paramLabel = "NAME", description = "Name, id or unique prefix of an id")
    private String name = "";

    /** @param question last part of its path under the API's root */
    StoryCommand(String question) {
        this.question = question;
    }

    @Override
    public Integer call() throws IOException {
        String path = "/rutter/v1/" + question + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/");
        try (EngineAnswer answer = host.client().get(path, host.headers())) {
            JsonNode json = JSON.readTree(answer.text());
            if (!answer.ok()) {
                System.err.println("Error: " + json.path("message").asText());
                return 1;
            }
            lines(json).forEach(System.out::println);
            return 0;
        }
    }

    /** A sentence a line; an answer with a command has none and is that command. */
    private static List<String> lines(JsonNode answer) {
        if (answer.has("command")) {
            return List.of(answer.path("command").asText());
        }
        return answer.path("sentences")
                .valueStream()
                .map(each -> Clock.local(each.path("at").asText()) + "  "
                        + each.path("sentence").asText())
                .toList();
    }

    /** {@code rutter why}: the chain of what led to how it is now. */
    @Command(name = "why", description = "Tells who and what led to how a thing is now.")
    public static final class WhyCommand extends StoryCommand {
        public WhyCommand() {
            super("why");
        }
    }

    /** {@code rutter history}: everything that has happened to it. */
    @Command(name = "history", description = "Tells all that has happened to a thing.")
    public static final class HistoryCommand extends StoryCommand {
        public HistoryCommand() {
            super("history");
        }
    }

    /** {@code rutter rerun}: the command line that would make it again. */
    @Command(name = "rerun", description = "Prints the docker command that would make a thing again.")
    public static final class RerunCommand extends StoryCommand {
        public RerunCommand() {
            super("rerun");
        }
    }
}
