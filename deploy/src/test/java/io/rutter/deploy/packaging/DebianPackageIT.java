package io.rutter.deploy.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianPackageIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String VERSION = "0.0.1~test";

    @TempDir
    private static Path root;

    private Path file;

    @BeforeAll
    void unpacked() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg here");
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/package-deb").toString();
        Outcome built = Shell.run(LIMIT, script, Checkout.root().toString(), VERSION);
        assertThat(built.isFine()).as(built.output()).isTrue();
        file = Path.of(built.word());
        assertThat(sh("dpkg-deb -x " + file + " " + root).isFine()).isTrue();
    }

    @Test
    void thePackagesCommandRuns() {
        Outcome help = sh(root + "/usr/bin/rutter --help");
        assertThat(help.isFine()).as(help.output()).isTrue();
        assertThat(help.output()).contains("engine", "why");
    }

    @Test
    void aChangedConfigurationSurvivesAnUpgrade() {
        assertThat(sh("dpkg-deb --ctrl-tarfile " + file + " | tar -xO ./conffiles")
                        .output())
                .contains("/etc/rutter/rutter.env");
    }

    @Test
    void theUnitIsValidAndStartsWhatThePackageInstalls() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here");
        Path unit = root.resolve("lib/systemd/system/rutter.service");
        // As it would be installed, but for where: systemd looks whether the program is there.
        String here = root + "/rutter.service";
        sh("sed 's|=/usr/lib/rutter|=" + root + "/usr/lib/rutter|' " + unit + " >" + here);
        Outcome verified = sh("grep ExecStart=" + root + " " + here + " && systemd-analyze verify " + here);
        assertThat(verified.isFine()).as(verified.output()).isTrue();
    }

    @Test
    void itIsMadeOfWhatRootOwnsAndNobodyElseWrites() {
        assertThat(sh("dpkg-deb -c " + file + " | awk '$2 != \"root/root\" || $1 ~ /^-.......w/'")
                        .output())
                .isEmpty();
    }

    private static Outcome sh(String command) {
        return Shell.run(LIMIT, Map.of(), List.of("bash", "-c", "set -o pipefail; " + command));
    }
}
