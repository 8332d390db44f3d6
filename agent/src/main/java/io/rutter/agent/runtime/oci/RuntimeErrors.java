package io.rutter.agent.runtime.oci;

import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.container.StartFault;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a runtime complains about, said as Docker says it: clients look for these very words. */
final class RuntimeErrors {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;
    /** Docker's code for what was never started for any other reason. */
    static final int OTHER = 128;

    private static final String START = "failed to create task for container: failed to create shim task: "
            + "OCI runtime create failed: %s create failed: unable to start container process: %s";
    private static final String EXEC =
            "OCI runtime exec failed: exec failed: unable to start container process: %s: unknown";
    private static final Pattern MISSING = Pattern.compile(
            "executable file [`'\"]?([^`'\"]+)[`'\"]? not found|exec: \"([^\"]*)\": (?:stat|executable)");
    private static final Pattern RUNC_LEAD = Pattern.compile("unable to start container process: (.*)$");

    /** What the kernel or the runtime says when it was asked for what cannot be. */
    private static final Pattern ASKED_FOR = Pattern.compile(
            "invalid argument|not namespaced|setrlimit|/proc/sys/|file exists|name too long|no such device");

    /** The C library begins the words of an error with a capital, Docker's do not. */
    private static final Pattern ERRNO = Pattern.compile(": ([A-Z])([a-z]+(?: [a-z]+)*)(?=$|:)");

    private static final String WRONG_KIND =
            ": unknown: Are you trying to mount a directory onto a file (or vice-versa)?"
                    + " Check if the specified host path exists and is the expected type";

    private RuntimeErrors() {}

    /** What happened, without the sentence around it. */
    private record Cause(String words, int exitCode, StartFault fault, String end) {
        static Cause ofRequest(String words, int exitCode) {
            return new Cause(words, exitCode, StartFault.REQUEST, ": unknown");
        }
    }

    static StartResult.Failed start(String runtime, String complaint, List<String> argv) {
        Cause cause = cause(complaint, argv);
        return new StartResult.Failed(
                START.formatted(runtime, cause.words()) + cause.end(), cause.exitCode(), cause.fault());
    }

    static String exec(String complaint, List<String> argv) {
        return EXEC.formatted(cause(complaint, argv).words());
    }

    private static Cause cause(String complaint, List<String> argv) {
        String text = complaint.strip().replaceAll("(?m)^time=\\S+ level=\\S+ msg=", "");
        String program = argv.isEmpty() ? "" : argv.getFirst();
        if (MISSING.matcher(text).find()) {
            return program.contains("/")
                    ? Cause.ofRequest(
                            "exec: \"%s\": stat %s: no such file or directory".formatted(program, program), NOT_FOUND)
                    : missing(program);
        }
        if (text.contains("open executable")
                || text.contains("is a directory")
                || text.contains(program + "\": permission")) {
            return program.isEmpty()
                    ? missing(program)
                    : Cause.ofRequest("exec: \"%s\": permission denied".formatted(program), NOT_EXECUTABLE);
        }
        String words = inDockersCase(text);
        if (words.contains("chdir") || words.contains("cwd")) {
            return Cause.ofRequest(words, NOT_EXECUTABLE);
        }
        if (words.endsWith("not a directory")) {
            return new Cause(words, NOT_FOUND, StartFault.REQUEST, WRONG_KIND);
        }
        boolean asked = ASKED_FOR.matcher(words).find();
        return asked ? Cause.ofRequest(words, OTHER) : new Cause(words, OTHER, StartFault.HOST, ": unknown");
    }

    private static Cause missing(String program) {
        return Cause.ofRequest("exec: \"%s\": executable file not found in $PATH".formatted(program), NOT_FOUND);
    }

    private static String inDockersCase(String text) {
        Matcher runc = RUNC_LEAD.matcher(text);
        String words = runc.find() ? runc.group(1) : text;
        return ERRNO.matcher(words)
                .replaceAll(found -> ": " + found.group(1).toLowerCase(Locale.ROOT) + found.group(2));
    }
}
