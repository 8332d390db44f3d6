package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.linux.network.Namespaces;
import io.rutter.agent.linux.network.Netlink;
import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.ExecSession;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.container.spec.ExecConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A runtime on the real host, with a root filesystem and a network namespace: needs root, crun or runc, conmon, busybox. */
abstract class OnTheHost {
    @TempDir
    static Path directory;

    static Path rootfs;
    static Path netns;

    final BlockingQueue<RunExit> exits = new LinkedBlockingQueue<>();
    OciRuntime runtime;

    @BeforeAll
    static void prepare() throws IOException {
        rootfs = Busybox.rootfs(directory.resolve("rootfs"));
        netns = directory.resolve("netns");
        Namespaces.createNet(netns);
        try (Netlink inside = Netlink.openIn(netns)) {
            inside.setUp("lo", true);
        }
    }

    @org.junit.jupiter.api.AfterAll
    static void takeAway() throws IOException {
        Namespaces.delete(netns);
    }

    @BeforeEach
    void open() throws IOException {
        runtime = OciRuntime.open(directory.resolve("exec"), new ObjectMapper(), Clock.systemUTC());
        runtime.onExit(exits::add);
    }

    List<FoundRun> survey() throws IOException {
        var found = new ArrayList<FoundRun>();
        for (RunStamp stamp : runtime.stamps()) {
            found.add(runtime.look(stamp));
        }
        return found;
    }

    @AfterEach
    void close() throws IOException {
        for (FoundRun left : survey()) {
            runtime.adopt(left);
            runtime.delete(left.stamp().key());
        }
        runtime.close();
    }

    Orders box() {
        return new Orders(directory, rootfs).in(netns);
    }

    RunKey started(Orders orders) throws IOException {
        RunOrder order = orders.order();
        assertThat(runtime.create(order)).isInstanceOf(StartResult.Created.class);
        assertThat(runtime.start(orders.key())).isInstanceOf(StartResult.Running.class);
        return orders.key();
    }

    RunExit ended() throws InterruptedException {
        RunExit exit = exits.poll(20, TimeUnit.SECONDS);
        assertThat(exit).isNotNull();
        return exit;
    }

    String output(Orders orders) throws IOException {
        var text = new StringBuilder();
        try (LogFrames frames =
                runtime.logs(orders.log(), orders.key(), new LogQuery(true, true, null, null, -1, false))) {
            for (var batch = frames.next(); batch != null; batch = frames.next()) {
                batch.forEach(frame -> text.append(new String(frame.bytes(), StandardCharsets.UTF_8)));
            }
        }
        return text.toString();
    }

    String run(Orders orders) throws IOException, InterruptedException {
        started(orders);
        ended();
        return output(orders);
    }

    static String all(IoStreams streams) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var chunk = streams.next(); chunk != null; chunk = streams.next()) {
            bytes.writeBytes(chunk.bytes());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    ExecSession exec(RunKey key, boolean tty, boolean stdin, String... cmd) throws IOException {
        var config = new ExecConfig(List.of(cmd), List.of("E=x"), "", "", tty, stdin, true, true, false, "");
        return runtime.exec(
                new ExecOrder(key, "x" + System.nanoTime(), config, false, tty ? new TerminalSize(33, 77) : null));
    }

    static int code(ExecSession session) throws Exception {
        return session.exit().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
