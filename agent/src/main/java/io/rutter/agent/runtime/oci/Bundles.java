package io.rutter.agent.runtime.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.linux.files.WholeFile;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where runs keep their files, and what is read from them. One directory a run, below the engine's volatile directory. */
final class Bundles {
    private static final String STAMP = "rutter.json";
    private static final String CONFIG = "config.json";
    private static final int SUFFIX_LIMIT = 84;

    private final ObjectMapper json;
    private final Path root;

    Bundles(ObjectMapper json, Path execRoot) throws IOException {
        this.json = json;
        this.root = Files.createDirectories(execRoot.resolve("runs"));
    }

    Path directory(RunKey key) {
        return root.resolve(key.runtimeId());
    }

    Path config(RunKey key) {
        return directory(key).resolve(CONFIG);
    }

    /** The socket at which a client attaches. */
    Path attachSocket(RunKey key) {
        return directory(key).resolve("attach");
    }

    /** The pipe by which the monitor is told to open its log again. */
    Path controlPipe(RunKey key) {
        return directory(key).resolve("ctl");
    }

    /** The pipe by which the monitor is told the size of the terminal. */
    Path sizePipe(RunKey key) {
        return directory(key).resolve("winsz");
    }

    Path pidFile(RunKey key) {
        return directory(key).resolve("pidfile");
    }

    Path monitorPidFile(RunKey key) {
        return directory(key).resolve("conmon.pid");
    }

    /** Directory into which the monitor writes the exit code, under the runtime's name for the run. */
    Path exitDirectory(RunKey key) {
        return directory(key).resolve("exit.d");
    }

    /** Makes the directory and writes the stamp, before anything else. What lies there without a stamp was never a run. */
    void stamp(RunStamp stamp) throws IOException {
        Path directory = directory(stamp.key());
        if (!Files.exists(directory.resolve(STAMP))) {
            Trees.remove(directory);
        }
        Files.createDirectory(directory);
        Files.createDirectory(exitDirectory(stamp.key()));
        WholeFile.write(directory.resolve(STAMP), json.writeValueAsBytes(stamp));
    }

    void writeConfig(RunKey key, JsonNode config) throws IOException {
        WholeFile.write(config(key), json.writeValueAsBytes(config));
    }

    JsonNode readConfig(RunKey key) throws IOException {
        return json.readTree(config(key).toFile());
    }

    /**
     * All stamps that lie here. A directory without one was never started and is left out.
     *
     * @param unreadable directories of runs that nobody can tell whose they are, and why
     */
    record Stamps(List<RunStamp> stamps, Map<Path, IOException> unreadable) {}

    Stamps stamps() throws IOException {
        var found = new ArrayList<RunStamp>();
        var unreadable = new LinkedHashMap<Path, IOException>();
        try (Stream<Path> directories = Files.list(root)) {
            for (Path directory : directories.sorted().toList()) {
                try {
                    found.add(json.readValue(Files.readAllBytes(directory.resolve(STAMP)), RunStamp.class));
                } catch (NoSuchFileException e) {
                    continue;
                } catch (IOException e) {
                    unreadable.put(directory, e);
                }
            }
        }
        return new Stamps(found, unreadable);
    }

    int pid(RunKey key) {
        return number(pidFile(key));
    }

    int monitorPid(RunKey key) {
        return number(monitorPidFile(key));
    }

    private static int number(Path file) {
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /**
     * The exit code and when it was written; empty while there is none.
     *
     * @param code 0 to 255
     */
    record Exit(int code, Instant at) {}

    Optional<Exit> exit(RunKey key) throws IOException {
        Path file = exitDirectory(key).resolve(key.runtimeId());
        try {
            Instant at = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(new Exit(Integer.parseInt(Files.readString(file).strip()), at));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the monitor saw the kernel kill for want of memory. */
    boolean oomSeen(RunKey key) {
        return Files.exists(directory(key).resolve("oom"));
    }

    void delete(RunKey key) throws IOException {
        if (key.runtimeId().length() > SUFFIX_LIMIT) {
            throw new IllegalArgumentException("no run has such a name: " + key.runtimeId());
        }
        Trees.remove(directory(key));
    }
}
