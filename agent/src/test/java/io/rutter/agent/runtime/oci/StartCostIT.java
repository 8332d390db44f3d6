package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.container.spec.ExecConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start and an exec cost here, printed; that they are not absurd is what is asserted. */
class StartCostIT {
    private static final int ROUNDS = 30;

    private static final List<String> STEPS = List.of("create", "start", "true to exit told", "delete", "exec true");

    @TempDir
    static Path directory;

    private final LinkedBlockingQueue<RunExit> exits = new LinkedBlockingQueue<>();
    private final long[][] nanos = new long[STEPS.size()][ROUNDS];

    @Test
    void aStartAndAnExecTakeTensOfMilliseconds() throws Exception {
        Path rootfs = Busybox.rootfs(directory.resolve("rootfs"));
        try (OciRuntime runtime = OciRuntime.open(directory.resolve("exec"), new ObjectMapper(), Clock.systemUTC())) {
            runtime.onExit(exits::add);
            Orders host = new Orders(directory, rootfs).cmd("sleep", "1000");
            runtime.create(host.order());
            runtime.start(host.key());
            for (int round = 0; round < ROUNDS; round++) {
                measure(runtime, new Orders(directory, rootfs), host.key(), round);
            }
            runtime.signal(host.key(), Signals.SIGKILL);
            runtime.delete(host.key());
        }
        for (int step = 0; step < STEPS.size(); step++) {
            Arrays.sort(nanos[step]);
            System.out.printf("%-18s median %.1f ms%n", STEPS.get(step), nanos[step][ROUNDS / 2] / 1e6);
            assertThat(nanos[step][ROUNDS / 2]).isBetween(1L, TimeUnit.SECONDS.toNanos(1));
        }
    }

    private void measure(OciRuntime runtime, Orders orders, RunKey host, int round) throws Exception {
        long[] at = new long[STEPS.size() + 1];
        at[0] = System.nanoTime();
        runtime.create(orders.order());
        at[1] = System.nanoTime();
        runtime.start(orders.key());
        at[2] = System.nanoTime();
        exits.poll(10, TimeUnit.SECONDS);
        at[3] = System.nanoTime();
        runtime.delete(orders.key());
        at[4] = System.nanoTime();
        var config = new ExecConfig(List.of("true"), List.of(), "", "", false, false, true, true, false, "");
        runtime.exec(new ExecOrder(host, "e" + round, config, false, null))
                .exit()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        at[5] = System.nanoTime();
        for (int step = 0; step < STEPS.size(); step++) {
            nanos[step][round] = at[step + 1] - at[step];
        }
    }
}
