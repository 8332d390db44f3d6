package io.rutter.deploy;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: an engine, or a command that asks one. */
@Command(
        name = "rutter",
        description = "A container engine whose only truth is an event log.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {EngineCommand.class, JournalCommand.class})
public final class Main implements Runnable {
    private static final int USAGE = 64;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
        System.exit(USAGE);
    }
}
