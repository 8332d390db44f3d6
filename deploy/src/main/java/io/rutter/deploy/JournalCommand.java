package io.rutter.deploy;

import io.rutter.persistence.embedded.JournalStats;
import io.rutter.persistence.embedded.JournalVerification;
import io.rutter.persistence.embedded.Salvage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rutter journal}: looks at a log where it lies, without asking an engine; one may be running on it. */
@Command(name = "journal", description = "Looks at the log on this machine's disk.", mixinStandardHelpOptions = true)
final class JournalCommand {
    private static final int DAMAGED = 1;
    private static final String DATA_ROOT =
            "The folder that the engine was started with as its --data-root. Default: ${DEFAULT-VALUE}";

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @Command(description = "Counts what the log holds.", mixinStandardHelpOptions = true)
    int stats(@Option(names = "--data-root", defaultValue = "/var/lib/rutter", description = DATA_ROOT) Path dataRoot) {
        try {
            JournalStats.of(journal(dataRoot)).lines().forEach(out::println);
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return DAMAGED;
        }
    }

    @Command(
            description = "Reads every entry and says whether the log is whole.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:the log is whole", "1:it is not, or it cannot be opened"})
    int verify(
            @Option(names = "--data-root", defaultValue = "/var/lib/rutter", description = DATA_ROOT) Path dataRoot,
            @Option(
                            names = "--salvage",
                            description = "First cut the log where it cannot be read any more, and put the rest aside."
                                    + " The engine must not run. What is cut may have been acknowledged.")
                    boolean salvage) {
        try {
            if (salvage) {
                Salvage.cut(journal(dataRoot), Instant.now()).forEach(out::println);
            }
            JournalVerification found = JournalVerification.of(journal(dataRoot));
            found.lines().forEach(out::println);
            return found.problems().isEmpty() ? 0 : DAMAGED;
        } catch (IOException e) {
            err.println(e.getMessage());
            return DAMAGED;
        }
    }

    private static Path journal(Path dataRoot) {
        return dataRoot.toAbsolutePath().normalize().resolve("journal");
    }
}
