package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.container.ExecConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start and an exec cost here, printed; that they are not absurd is what is asserted. */
class StartCostIT {
    private static final int ROUNDS = 30;

    @TempDir
    static Path directory;

    @Test
    void aStartAndAnExecTakeTensOfMilliseconds() throws Exception {
        Path rootfs = Busybox.rootfs(directory.resolve("rootfs"));
        var exits = new LinkedBlockingQueue<RunExit>();
        try (OciRuntime runtime = OciRuntime.open(directory.resolve("exec"), new ObjectMapper(), Clock.systemUTC())) {
            runtime.onExit(exits::add);
            var times = new ArrayList<List<Long>>(List.of(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            Orders host = new Orders(directory, rootfs).cmd("sleep", "1000");
            runtime.create(host.order());
            runtime.start(host.key());
            for (int i = 0; i < ROUNDS; i++) {
                RunKey key;
                var orders = new Orders(directory, rootfs);
                key = orders.key();
                long begun = System.nanoTime();
                runtime.create(orders.order());
                long created = System.nanoTime();
                runtime.start(key);
                long started = System.nanoTime();
                exits.poll(10, TimeUnit.SECONDS);
                long ended = System.nanoTime();
                runtime.delete(key);
                long deleted = System.nanoTime();
                var session = runtime.exec(new ExecOrder(
                        host.key(),
                        "e" + i,
                        new ExecConfig(List.of("true"), List.of(), "", "", false, false, true, true, false, ""),
                        false,
                        null));
                session.exit().toCompletableFuture().get(10, TimeUnit.SECONDS);
                long executed = System.nanoTime();
                times.get(0).add(created - begun);
                times.get(1).add(started - created);
                times.get(2).add(ended - started);
                times.get(3).add(deleted - ended);
                times.get(4).add(executed - deleted);
            }
            runtime.delete(host.key());
            var names = List.of("create", "start", "true to exit told", "delete", "exec true");
            for (int i = 0; i < names.size(); i++) {
                times.get(i).sort(null);
                System.out.printf(
                        "%-18s median %.1f ms%n", names.get(i), times.get(i).get(ROUNDS / 2) / 1e6);
            }
            assertThat(times.get(0).get(ROUNDS / 2)).isLessThan(TimeUnit.SECONDS.toNanos(1));
        }
    }
}
