package io.rutter.agent.linux;

import java.io.IOException;

/** The kernel said no: which call, about what, and why. */
public final class HostException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    public HostException(String call, String about, int errno) {
        super(call + (about.isEmpty() ? "" : " " + about) + ": " + Errno.words(errno));
        this.errno = errno;
    }

    /** The kernel's error number, one of {@link Errno}'s. */
    public int errno() {
        return errno;
    }
}
