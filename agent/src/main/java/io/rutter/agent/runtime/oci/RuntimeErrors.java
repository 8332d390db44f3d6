package io.rutter.agent.runtime.oci;

import io.rutter.agent.runtime.StartResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a runtime complains about, said as Docker says it: clients look for these very words. */
final class RuntimeErrors {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;
    /** Docker's code for what was never started for any other reason. */
    static final int OTHER = 128;

    private static final String START = "failed to create task for container: failed to create shim task: "
            + "OCI runtime create failed: %s create failed: unable to start container process: %s: unknown";
    private static final String EXEC =
            "OCI runtime exec failed: exec failed: unable to start container process: %s: unknown";
    private static final Pattern MISSING = Pattern.compile(
            "executable file [`'\"]?([^`'\"]+)[`'\"]? not found|exec: \"([^\"]*)\": (?:stat|executable)");
    private static final Pattern RUNC_LEAD = Pattern.compile("unable to start container process: (.*)$");

    private RuntimeErrors() {}

    /** What happened, without the sentence around it. */
    private record Cause(String words, int exitCode) {}

    static StartResult.Failed start(String runtime, String complaint, List<String> argv) {
        Cause cause = cause(complaint, argv);
        return new StartResult.Failed(START.formatted(runtime, cause.words()), cause.exitCode());
    }

    static String exec(String complaint, List<String> argv) {
        return EXEC.formatted(cause(complaint, argv).words());
    }

    private static Cause cause(String complaint, List<String> argv) {
        String text = complaint.strip().replaceAll("(?m)^time=\\S+ level=\\S+ msg=", "");
        String program = argv.isEmpty() ? "" : argv.getFirst();
        Matcher missing = MISSING.matcher(text);
        if (missing.find()) {
            return program.contains("/")
                    ? new Cause(
                            "exec: \"%s\": stat %s: no such file or directory".formatted(program, program), NOT_FOUND)
                    : new Cause("exec: \"%s\": executable file not found in $PATH".formatted(program), NOT_FOUND);
        }
        if (text.contains("open executable")
                || text.contains("is a directory")
                || text.contains(program + "\": permission")) {
            return new Cause("exec: \"%s\": permission denied".formatted(program), NOT_EXECUTABLE);
        }
        if (text.contains("chdir") || text.contains("cwd")) {
            return new Cause(text, NOT_EXECUTABLE);
        }
        Matcher runc = RUNC_LEAD.matcher(text);
        String words = runc.find() ? runc.group(1) : text;
        return new Cause(words, OTHER);
    }
}
