package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import io.rutter.engine.assignment.ContainerOperations.ProcessList;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Processes of a run, as the {@code ps} of the host shows them. */
final class RunProcesses {
    private static final List<String> DEFAULT_ARGUMENTS = List.of("-ef");

    private RunProcesses() {}

    /** Refuses: Invalid, where ps does not take the arguments. */
    static ProcessList list(List<Integer> pids, List<String> arguments) throws IOException {
        Program ps = Program.of("ps").with(arguments.isEmpty() ? DEFAULT_ARGUMENTS : arguments);
        // Some options name no processes, and then ps shows those of its own terminal; others cannot be used with -q.
        ProgramResult asked = Programs.run(ps.with(List.of(only(pids))));
        ProgramResult result = asked.succeeded() ? asked : Programs.run(ps);
        if (!result.succeeded()) {
            throw new RefusedException(new Problem.Invalid(
                    result.stderrText().isBlank()
                            ? "ps: exit status " + result.exitCode()
                            : "ps: " + result.stderrText().lines().findFirst().orElse("")));
        }
        return parse(result.stdoutText(), new HashSet<>(pids));
    }

    private static String only(List<Integer> pids) {
        return "-q" + pids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Keeps the rows of some processes. The last column may hold spaces. */
    static ProcessList parse(String text, Set<Integer> pids) throws RefusedException {
        List<String> lines = text.lines().toList();
        List<String> titles = Arrays.asList(lines.getFirst().strip().split("\\s+"));
        int pidColumn = titles.indexOf("PID");
        if (pidColumn < 0) {
            throw new RefusedException(new Problem.Invalid("Couldn't find PID field in ps output"));
        }
        var rows = new ArrayList<List<String>>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.strip().split("\\s+", titles.size());
            if (fields.length > pidColumn && isOneOf(fields[pidColumn], pids)) {
                rows.add(List.of(fields));
            }
        }
        return new ProcessList(titles, rows);
    }

    private static boolean isOneOf(String word, Set<Integer> pids) {
        try {
            return pids.contains(Integer.parseInt(word));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
