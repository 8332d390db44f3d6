package io.rutter.agent.linux.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import io.rutter.agent.linux.Poller;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A program that this process has started. It is reaped when it ends, whether anybody asks for its exit code or not. */
public final class Child {
    private static final int SIGNAL_BASE = 128;

    private final int pid;
    private final Descriptor pidfd;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private Child(int pid, Descriptor pidfd) {
        this.pid = pid;
        this.pidfd = pidfd;
    }

    /** A process that was just made. It ends with the failure when it cannot be watched: nobody else knows of it. */
    static Child of(int pid) throws HostException {
        try {
            return watched(pid, Pidfds.open(pid));
        } catch (HostException e) {
            Libc.attempt("kill", pid, Signals.SIGKILL);
            Libc.attempt("waitpid", pid, 0, 0);
            throw e;
        }
    }

    private static Child watched(int pid, Descriptor pidfd) throws HostException {
        var child = new Child(pid, pidfd);
        try {
            Poller.shared().readable(pidfd.number()).thenRun(child::reap);
            return child;
        } catch (HostException e) {
            pidfd.close();
            throw e;
        }
    }

    public int pid() {
        return pid;
    }

    /** Its exit code, or 128 and the number of the signal that ended it. Completes on a virtual thread. */
    public CompletionStage<Integer> exit() {
        return exit;
    }

    /** Sends a signal, if it is still there. */
    public void signal(int signal) {
        if (pidfd.enter()) {
            try {
                Pidfds.send(pidfd.number(), signal);
            } finally {
                pidfd.leave();
            }
        }
    }

    CompletableFuture<Integer> exitFuture() {
        return exit;
    }

    private void reap() {
        int code;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            int result = Libc.attempt("waitpid", pid, status.address(), 0);
            code = result < 0 ? SIGNAL_BASE : code(status.get(JAVA_INT, 0));
        }
        pidfd.close();
        Thread.startVirtualThread(() -> exit.complete(code));
    }

    private static int code(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? status >> 8 & 0xff : SIGNAL_BASE + signal;
    }
}
