package io.rutter.deploy.bench;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Shell;
import java.time.Duration;

/** What the works cost without any engine: the programs and system calls below, measured by a script on the same machine. */
final class Floors {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Floors() {}

    static void addTo(Table table) {
        Outcome outcome = Shell.run(
                LIMIT, Checkout.root().resolve("deploy/src/test/scripts/floors").toString());
        for (String line : outcome.output().lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                table.floor(line.substring(0, tab), line.substring(tab + 1));
            }
        }
    }
}
