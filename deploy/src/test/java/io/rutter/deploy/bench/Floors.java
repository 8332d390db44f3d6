package io.rutter.deploy.bench;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the works cost without any engine: the programs and system calls below, measured by a script on the same machine. */
final class Floors {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Floors() {}

    /** Rows of the table: a name and a time. */
    static List<String> rows() {
        Outcome outcome = Shell.run(
                LIMIT, Checkout.root().resolve("deploy/src/test/scripts/floors").toString());
        List<String> rows = new ArrayList<>();
        for (String line : outcome.output().lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                rows.add(String.format(
                        Locale.ROOT, "| floor: %s | | | %s | | |", line.substring(0, tab), line.substring(tab + 1)));
            }
        }
        return rows;
    }
}
