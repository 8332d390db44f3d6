package io.rutter.agent.linux;

/** The cost of the first native call, taken off the way of the first request. */
public final class NativeCalls {
    private NativeCalls() {}

    /** Links in the background. Returns at once. */
    public static void linkInBackground() {
        Thread.ofPlatform().daemon().name("rutter-native-link").start(Libc::link);
    }
}
