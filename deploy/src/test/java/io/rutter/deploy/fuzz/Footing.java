package io.rutter.deploy.fuzz;

import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Shell;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an engine takes of its host.
 *
 * @param heapBytes what lives in its heap, rubbish taken away
 */
record Footing(long heapBytes, int descriptors, int threads) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static Footing of(long pid) {
        Shell.run(LIMIT, jcmd(), Long.toString(pid), "GC.run");
        Outcome heap = Shell.run(
                LIMIT,
                "bash",
                "-c",
                "\"$0\" " + pid + " GC.heap_info | grep -oE 'used [0-9]+K' | head -n 3 | tr -dc '0-9\\n'",
                jcmd());
        long kilobytes =
                heap.output().lines().limit(2).mapToLong(Long::parseLong).sum();
        return new Footing(kilobytes * 1024, count(pid, "fd"), count(pid, "task"));
    }

    private static int count(long pid, String folder) {
        File[] entries = Path.of("/proc", Long.toString(pid), folder).toFile().listFiles();
        return entries == null ? 0 : entries.length;
    }

    private static String jcmd() {
        return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    }
}
