package io.rutter.agent.linux.network;

import io.rutter.agent.linux.Libc;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The packet filter, in nft's language. Called inside a network namespace it changes that one's rules.
 *
 * <p>Scripts run in the library that the host's {@code nft} itself consists of; where it is missing, the program is started,
 * which takes some milliseconds longer.
 */
public final class Nft {
    private static final String LIBRARY = "libnftables.so.1";
    private static final int ERROR_LIMIT_BYTES = 16 * 1024;
    /** The library keeps what its parser reads in places that threads would share. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private Nft() {}

    private static final class Library {
        static final Optional<SymbolLookup> FOUND = find();

        private static Optional<SymbolLookup> find() {
            try {
                return Optional.of(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /** Applies a script: all of it or nothing. An {@link IOException} says which line nft did not like. */
    public static void apply(String script) throws IOException {
        if (Library.FOUND.isPresent()) {
            applyHere(script);
        } else {
            applyByProgram(script);
        }
    }

    private static void applyHere(String script) throws IOException {
        ONE_AT_A_TIME.lock();
        long context = Libc.pointer(function("nft_ctx_new"), 0);
        try (Arena arena = Arena.ofConfined()) {
            if (context == 0) {
                throw new IOException("nft: no context");
            }
            Libc.result(function("nft_ctx_buffer_error"), context);
            Libc.result(function("nft_ctx_buffer_output"), context);
            int result = Libc.result(
                    function("nft_run_cmd_from_buffer"),
                    context,
                    arena.allocateFrom(script).address());
            if (result != 0) {
                long words = Libc.pointer(function("nft_ctx_get_error_buffer"), context);
                throw new IOException("nft: " + text(words));
            }
        } finally {
            if (context != 0) {
                Libc.pointer(function("nft_ctx_free"), context);
            }
            ONE_AT_A_TIME.unlock();
        }
    }

    private static String text(long pointer) {
        return pointer == 0
                ? "refused"
                : MemorySegment.ofAddress(pointer)
                        .reinterpret(ERROR_LIMIT_BYTES)
                        .getString(0)
                        .strip();
    }

    private static MemorySegment function(String name) {
        return Library.FOUND.orElseThrow().find(name).orElseThrow();
    }

    static void applyByProgram(String script) throws IOException {
        ProgramResult result =
                Programs.run(Program.of("nft", "-f", "-").withStdin(script.getBytes(StandardCharsets.UTF_8)));
        if (!result.succeeded()) {
            throw new IOException("nft: " + result.stderrText());
        }
    }

    /** What a listing command prints as JSON, such as {@code list table inet x}. */
    public static String list(String... command) throws IOException {
        ProgramResult result = Programs.run(Program.of("nft", "-j").with(java.util.List.of(command)));
        if (!result.succeeded()) {
            throw new IOException("nft: " + result.stderrText());
        }
        return result.stdoutText();
    }
}
