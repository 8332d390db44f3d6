package io.rutter.deploy;

import io.rutter.deploy.client.LogCommand;
import io.rutter.deploy.client.StoryCommand.HistoryCommand;
import io.rutter.deploy.client.StoryCommand.RerunCommand;
import io.rutter.deploy.client.StoryCommand.WhyCommand;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: an engine, or a command that asks one. */
@Command(
        name = "rutter",
        description = "A container engine whose only truth is an event log.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            EngineCommand.class,
            JournalCommand.class,
            WhyCommand.class,
            HistoryCommand.class,
            RerunCommand.class,
            LogCommand.class
        })
public final class Main implements Runnable {
    private static final int USAGE = 64;
    private static final int FAILED = 1;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, _, _) -> told(failure))
                .execute(arguments));
    }

    /** What was refused, or what this machine could not do, in one sentence; anything else is a bug and shows where. */
    private static int told(Exception failure) throws Exception {
        return switch (failure) {
            case IOException _, IllegalArgumentException _ -> {
                System.err.println("rutter: " + failure.getMessage());
                yield FAILED;
            }
            case CompletionException wrapped when wrapped.getCause() instanceof IOException cause -> told(cause);
            default -> throw failure;
        };
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
        System.exit(USAGE);
    }
}
