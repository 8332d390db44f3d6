package io.rutter.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.id.EntityKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed again and again: what it said was durable is in the log, once. */
class KilledWriterIT {
    private static final int KILLS = 5;
    private static final int WRITERS = 8;
    private static final int LINES_BEFORE_KILL = 400;

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasAcknowledgedWhenItIsKilled() throws IOException, InterruptedException {
        var acknowledged = new HashMap<String, Long>();
        var random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = new ProcessBuilder(command(kill))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = process.inputReader()) {
                for (int i = random.nextInt(LINES_BEFORE_KILL); i >= 0; i--) {
                    note(acknowledged, out.readLine());
                }
                // not the process itself, which would close the stream that still holds lines
                process.toHandle().destroyForcibly();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    note(acknowledged, line);
                }
            }
            process.waitFor();
        }
        assertThat(JournalVerification.of(directory).problems()).isEmpty();
        try (var journal = new TestJournal(directory)) {
            assertThat(acknowledged).isNotEmpty();
            acknowledged.forEach((name, offset) ->
                    assertThat(journal.log().page(offset, 1).getFirst().key()).isEqualTo(EntityKey.volume(name)));
        }
    }

    /** The last line may be cut. */
    private static void note(Map<String, Long> acknowledged, String line) {
        if (line != null && line.endsWith(".")) {
            String[] parts = line.split(" ");
            acknowledged.put(parts[0], Long.parseLong(parts[1]));
        }
    }

    private List<String> command(int round) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName()));
        command.addAll(List.of(directory.toString(), Integer.toString(round)));
        return command;
    }

    /** Writes and says so until it is killed. */
    public static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            var journal = new TestJournal(Path.of(arguments[0]));
            journal.start();
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            for (int writer = 0; writer < WRITERS; writer++) {
                String prefix = arguments[1] + "-" + writer + "-";
                threads.execute(() -> {
                    for (int i = 0; ; i++) {
                        long offset = journal.createVolume(prefix + i).first();
                        System.out.println(prefix + i + " " + offset + " .");
                    }
                });
            }
        }
    }
}
