package io.rutter.agent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.rutter.agent.linux.network.Link;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls of the C library.
 *
 * <p>Linking a method handle takes 20 to 30 ms, so there is one for all functions: seven integer arguments in registers (the
 * seventh on the stack on x86-64), an integer back. A function that wants fewer does not look at the rest; that holds for the
 * calling conventions of Linux on x86-64 and aarch64, the only ones this runs on. No function that takes or gives a floating
 * point number may be called.
 */
public final class Libc {
    private static final int ARGUMENTS = 7;
    private static final ConcurrentHashMap<String, MemorySegment> ADDRESSES = new ConcurrentHashMap<>();

    private Libc() {}

    /** Linked on first use. */
    private static final class Link {
        static final Linker LINKER = Linker.nativeLinker();
        static final long ERRNO_BYTES = Linker.Option.captureStateLayout().byteSize();
        static final MethodHandle HANDLE = LINKER.downcallHandle(
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    /**
     * Calls a function whose result is an int or a small size.
     *
     * @return its result
     * @throws HostException when the function returns -1
     */
    public static int call(String function, String about, long... arguments) throws HostException {
        int result = attempt(function, arguments);
        if (result < 0) {
            throw new HostException(function, about, -result);
        }
        return result;
    }

    /**
     * Calls a function whose result is an int or a small size; an interrupted call is repeated.
     *
     * @return its result, or the negated error number when it returned -1
     */
    public static int attempt(String function, long... arguments) {
        MemorySegment address = ADDRESSES.computeIfAbsent(function, Libc::find);
        int result = invoke(address, arguments);
        while (result == -Errno.EINTR) {
            result = invoke(address, arguments);
        }
        return result;
    }

    /** Calls a function of another library whose result is a pointer; 0 stands for none. */
    public static long pointer(MemorySegment address, long... arguments) {
        return invokeLong(address, arguments);
    }

    /** Calls a function of another library whose result is an int; these give the negated error number themselves. */
    public static int result(MemorySegment address, long... arguments) {
        return (int) invokeLong(address, arguments);
    }

    private static MemorySegment find(String function) {
        return Link.LINKER
                .defaultLookup()
                .find(function)
                .orElseThrow(() -> new IllegalStateException(
                        "this C library has no " + function + ": glibc 2.34 or newer is needed"));
    }

    private static long invokeLong(MemorySegment address, long[] given) {
        try (Arena arena = Arena.ofConfined()) {
            return invoke(arena.allocate(Link.ERRNO_BYTES, JAVA_INT.byteAlignment()), address, given);
        }
    }

    /** Closes a descriptor, once: it is free also when the call was interrupted, and may be another's by then. */
    public static void close(int descriptor) {
        invoke(ADDRESSES.computeIfAbsent("close", Libc::find), new long[] {descriptor});
    }

    private static int invoke(MemorySegment address, long[] given) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Link.ERRNO_BYTES, JAVA_INT.byteAlignment());
            int result = (int) invoke(state, address, given);
            return result == -1 ? -Math.max(1, state.get(JAVA_INT, 0)) : result;
        }
    }

    private static long invoke(MemorySegment state, MemorySegment address, long[] given) {
        long[] a = given.length == ARGUMENTS ? given : java.util.Arrays.copyOf(given, ARGUMENTS);
        try {
            return (long) Link.HANDLE.invokeExact(address, state, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native call threw", e);
        }
    }
}
