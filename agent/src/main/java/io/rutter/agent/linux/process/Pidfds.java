package io.rutter.agent.linux.process;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import io.rutter.agent.linux.Poller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Watches processes that others have started, and signals them, without a pid ever meaning another process. */
public final class Pidfds {
    /** Numbers of system calls added after the architectures agreed on them. */
    private static final int SYS_PIDFD_SEND_SIGNAL = 424;

    private static final int SYS_PIDFD_OPEN = 434;

    private Pidfds() {}

    /**
     * A process under watch. Close it to stop watching.
     *
     * @param gone completes, on a virtual thread, when the process has ended; at once if it had ended before
     */
    public record Watch(ProcessIdentity process, Descriptor pidfd, CompletionStage<Void> gone)
            implements AutoCloseable {
        /** @return false when it has ended already */
        public boolean signal(int signal) {
            if (!pidfd.enter()) {
                return false;
            }
            try {
                return send(pidfd.number(), signal);
            } finally {
                pidfd.leave();
            }
        }

        @Override
        public void close() {
            pidfd.close();
        }
    }

    public static Watch watch(ProcessIdentity process) throws HostException {
        var gone = new CompletableFuture<Void>();
        Descriptor pidfd;
        try {
            pidfd = open(process.pid());
        } catch (HostException e) {
            if (e.errno() != Errno.ESRCH) {
                throw e;
            }
            return ended(process);
        }
        if (!process.isAlive()) {
            pidfd.close();
            return ended(process);
        }
        Poller.shared().readable(pidfd.number()).thenRun(() -> Thread.startVirtualThread(() -> gone.complete(null)));
        return new Watch(process, pidfd, gone);
    }

    private static Watch ended(ProcessIdentity process) {
        var closed = new Descriptor(-1);
        closed.close();
        return new Watch(process, closed, CompletableFuture.completedFuture(null));
    }

    /**
     * Sends a signal to a process, if it is still that one.
     *
     * @return false when it has ended
     */
    public static boolean signal(ProcessIdentity process, int signal) throws HostException {
        try (Descriptor pidfd = open(process.pid())) {
            return process.isAlive() && send(pidfd.number(), signal);
        } catch (HostException e) {
            if (e.errno() == Errno.ESRCH) {
                return false;
            }
            throw e;
        }
    }

    static Descriptor open(int pid) throws HostException {
        return new Descriptor(Libc.call("syscall", "pidfd_open " + pid, SYS_PIDFD_OPEN, pid, 0));
    }

    static boolean send(int pidfd, int signal) {
        return Libc.attempt("syscall", SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0) == 0;
    }
}
