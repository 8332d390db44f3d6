package io.rutter.deploy;

import io.rutter.http.request.GoDuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rutter engine}: runs an engine in the foreground until SIGTERM, which leaves its containers running. */
@Command(name = "engine", description = "Runs an engine in the foreground.", mixinStandardHelpOptions = true)
final class EngineCommand implements Callable<Integer> {
    @Option(
            names = "--data-root",
            description = "What must outlive a boot: the log, images, volumes. Default: ${DEFAULT-VALUE}",
            defaultValue = "/var/lib/rutter")
    private Path dataRoot = Path.of("/var/lib/rutter");

    @Option(
            names = "--exec-root",
            description = "What need not: runs, namespaces. Default: ${DEFAULT-VALUE}",
            defaultValue = "/run/rutter")
    private Path execRoot = Path.of("/run/rutter");

    @Mixin
    private Listeners listeners = new Listeners();

    @Option(
            names = "--default-address-pool",
            description = "Subnets for networks: base=CIDR,size=BITS. May be repeated. Default: Docker's")
    private List<String> pools = new ArrayList<>();

    @Option(
            names = "--keep-logs",
            description = "How long the log of a removed container can still be read (30m, 24h); 0s keeps none."
                    + " Default: ${DEFAULT-VALUE}",
            defaultValue = "1h")
    private String keepLogs = "1h";

    @Override
    public Integer call() throws Exception {
        var options = new EngineOptions(
                dataRoot.toAbsolutePath().normalize(),
                execRoot.toAbsolutePath().normalize(),
                listeners.all(),
                EngineOptions.pools(pools),
                GoDuration.parse(keepLogs)
                        .filter(duration -> !duration.isNegative())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--keep-logs " + keepLogs + ": a duration such as 30m or 24h is expected")));
        return EngineProcess.run(options);
    }
}
