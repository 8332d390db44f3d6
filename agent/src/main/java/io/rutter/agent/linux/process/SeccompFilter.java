package io.rutter.agent.linux.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A filter of system calls, compiled to the kernel's own form by the host's libseccomp: the library on which the runtimes
 * themselves depend, so its numbers are right for every architecture that the host can execute.
 *
 * @param defaultAction for calls that no rule names; a value as libseccomp counts them
 * @param rules of which a call takes the one that fits
 */
public record SeccompFilter(int defaultAction, List<Rule> rules) {
    public static final int ALLOW = 0x7fff0000;
    public static final int ERRNO = 0x00050000;

    private static final String LIBRARY = "libseccomp.so.2";
    private static final int OPTIMIZE = 8;
    private static final int BINARY_TREE = 2;
    private static final int COMPARISON_BYTES = 24;
    private static final int LARGEST_BYTES = 1024 * 1024;

    /** Stands for the architecture of this host. */
    private static final long NATIVE = 0;

    /** From here on all architectures count alike. */
    private static final int FIRST_COMMON_NUMBER = 424;

    private static final int LAST_FORESEEN_NUMBER = 600;

    private static final Map<String, Integer> AUDIT_ARCHITECTURES = Map.of("amd64", 0xC000003E, "aarch64", 0xC00000B7);
    private static final int X32_NUMBERS = 0x40000000;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int UNKNOWN_INSTRUCTIONS = 6;
    private static final int BPF_LOAD = 0x20;
    private static final int BPF_IF_EQUAL = 0x15;
    private static final int BPF_IF_AT_LEAST = 0x35;
    private static final int BPF_RETURN = 0x06;
    private static final int OFFSET_OF_NUMBER = 0;
    private static final int OFFSET_OF_ARCHITECTURE = 4;

    /** Architectures whose programs a host executes beside its own. */
    private static final Map<String, List<Integer>> ALSO =
            Map.of("amd64", List.of(0x40000003, 0x4000003E), "aarch64", List.of(0x40000028));

    public SeccompFilter {
        rules = List.copyOf(rules);
    }

    /** What happens to some calls, if all comparisons hold. Names that this host does not know are passed over. */
    public record Rule(List<String> names, int action, List<Comparison> comparisons) {
        public Rule {
            names = List.copyOf(names);
            comparisons = List.copyOf(comparisons);
        }
    }

    /**
     * A comparison of an argument.
     *
     * @param operator of libseccomp: 1 unequal, 2 less, 3 at most, 4 equal, 5 at least, 6 greater, 7 equal under a mask
     * @param value to compare with; for 7 the mask
     * @param masked for 7, what shall be left under the mask
     */
    public record Comparison(int argument, int operator, long value, long masked) {}

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

    /** Compiles it; empty when this host has no libseccomp. */
    public Optional<byte[]> compile() throws IOException {
        if (Library.FOUND.isEmpty()) {
            return Optional.empty();
        }
        long context = Libc.pointer(function("seccomp_init"), defaultAction & 0xffffffffL);
        if (context == 0) {
            throw new IOException("seccomp_init refused the default action");
        }
        try (Arena arena = Arena.ofConfined()) {
            for (int architecture : ALSO.getOrDefault(System.getProperty("os.arch"), List.of())) {
                Libc.result(function("seccomp_arch_add"), context, architecture & 0xffffffffL);
            }
            Libc.result(function("seccomp_attr_set"), context, OPTIMIZE, BINARY_TREE);
            for (Rule rule : rules) {
                add(arena, context, rule);
            }
            return Optional.of(withUnknown(exported(arena, context)));
        } finally {
            Libc.pointer(function("seccomp_release"), context);
        }
    }

    private void add(Arena arena, long context, Rule rule) throws IOException {
        if (rule.action() == defaultAction) {
            return;
        }
        MemorySegment comparisons = arena.allocate(
                Math.max(1, (long) COMPARISON_BYTES * rule.comparisons().size()), 8);
        for (int i = 0; i < rule.comparisons().size(); i++) {
            Comparison comparison = rule.comparisons().get(i);
            long at = (long) i * COMPARISON_BYTES;
            comparisons.set(JAVA_INT, at, comparison.argument());
            comparisons.set(JAVA_INT, at + 4, comparison.operator());
            comparisons.set(JAVA_LONG, at + 8, comparison.value());
            comparisons.set(JAVA_LONG, at + 16, comparison.masked());
        }
        for (String name : rule.names()) {
            int number = Libc.result(
                    function("seccomp_syscall_resolve_name"),
                    arena.allocateFrom(name).address());
            int result = number == -1
                    ? 0
                    : Libc.result(
                            function("seccomp_rule_add_array"),
                            context,
                            rule.action() & 0xffffffffL,
                            number,
                            rule.comparisons().size(),
                            comparisons.address());
            if (result < 0 && result != -Errno.EEXIST && result != -Errno.EINVAL) {
                throw new IOException("seccomp rule for " + name + ": " + Errno.words(-result));
            }
        }
    }

    /**
     * Puts a few instructions before a filter: calls that are newer than the library answer that there is no such call, so
     * programs fall back to older ones. The runtime that Docker uses does so too.
     */
    private static byte[] withUnknown(byte[] filter) {
        Integer architecture = AUDIT_ARCHITECTURES.get(System.getProperty("os.arch"));
        if (architecture == null) {
            return filter;
        }
        ByteBuffer program = ByteBuffer.allocate(UNKNOWN_INSTRUCTIONS * INSTRUCTION_BYTES + filter.length)
                .order(ByteOrder.nativeOrder());
        instruction(program, BPF_LOAD, 0, 0, OFFSET_OF_ARCHITECTURE);
        instruction(program, BPF_IF_EQUAL, 0, 4, architecture);
        instruction(program, BPF_LOAD, 0, 0, OFFSET_OF_NUMBER);
        instruction(program, BPF_IF_AT_LEAST, 0, 2, firstUnknown());
        instruction(program, BPF_IF_AT_LEAST, 1, 0, X32_NUMBERS);
        instruction(program, BPF_RETURN, 0, 0, ERRNO | Errno.ENOSYS);
        return program.put(filter).array();
    }

    private static void instruction(ByteBuffer program, int code, int skipIfTrue, int skipIfFalse, int value) {
        program.putShort((short) code)
                .put((byte) skipIfTrue)
                .put((byte) skipIfFalse)
                .putInt(value);
    }

    /** The number after the last one that the library has a name for. */
    private static int firstUnknown() {
        int first = FIRST_COMMON_NUMBER;
        for (int number = FIRST_COMMON_NUMBER; number < LAST_FORESEEN_NUMBER; number++) {
            long name = Libc.pointer(function("seccomp_syscall_resolve_num_arch"), NATIVE, number);
            if (name != 0) {
                first = number + 1;
                Libc.attempt("free", name);
            }
        }
        return first;
    }

    private static byte[] exported(Arena arena, long context) throws IOException {
        try (Descriptor file = new Descriptor(Libc.call(
                "memfd_create", "seccomp", arena.allocateFrom("seccomp").address(), 1))) {
            int result = Libc.result(function("seccomp_export_bpf"), context, file.number());
            if (result < 0) {
                throw new IOException("seccomp_export_bpf: " + Errno.words(-result));
            }
            int size = Libc.call("lseek", "", file.number(), 0, 1);
            if (size > LARGEST_BYTES) {
                throw new IOException("a seccomp filter of " + size + " bytes");
            }
            MemorySegment buffer = arena.allocate(Math.max(1, size));
            Libc.call("pread64", "", file.number(), buffer.address(), size, 0);
            return buffer.asSlice(0, size).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        }
    }

    private static MemorySegment function(String name) {
        return Library.FOUND.orElseThrow().find(name).orElseThrow();
    }
}
