package io.rutter.deploy.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine that answers the Docker API on a socket of this host; it is the tests' to end. */
public sealed interface Engine extends AutoCloseable permits Dockerd, GivenEngine, Rutter {
    /** The word that case files and tables use: {@code rutter} or {@code dockerd}. */
    String kind();

    Path socket();

    /** What comes before a command so that it sees the engine's network; empty where that is the host's. */
    List<String> inside();

    @Override
    void close();

    /** Runs a command beside the engine, with the docker CLI pointed at it. */
    default Outcome run(Duration limit, Map<String, String> environment, String... command) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DOCKER_HOST", "unix://" + socket());
        all.put("SOCKET", socket().toString());
        // The classic build: a CLI with buildx would otherwise not ask the engine at all.
        all.put("DOCKER_BUILDKIT", "0");
        all.put("DOCKER_CLI_HINTS", "false");
        List<String> whole = new ArrayList<>(inside());
        whole.addAll(List.of(command));
        return Shell.run(limit, all, whole);
    }

    /** A docker command that must succeed; answers its output in one piece. */
    default String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Outcome outcome = run(Duration.ofSeconds(60), Map.of(), command.toArray(String[]::new));
        if (!outcome.isFine()) {
            throw new IllegalStateException(String.join(" ", command) + ": " + outcome);
        }
        return outcome.word();
    }
}
