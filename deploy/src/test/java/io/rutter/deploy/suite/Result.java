package io.rutter.deploy.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a step prints and how it ends, masked. As an expectation a line may hold {@code ...} for any text, and a line that is
 * only {@code ...} stands for any number of lines.
 */
record Result(List<String> lines, int exit) {
    private static final Pattern EXIT = Pattern.compile("\\[(\\d+)]");

    Result {
        lines = List.copyOf(lines);
    }

    /** From a case file: the lines, the last of which may be an exit code in brackets. */
    static Result written(List<String> text) {
        if (!text.isEmpty()) {
            var last = EXIT.matcher(text.getLast());
            if (last.matches()) {
                return new Result(text.subList(0, text.size() - 1), Integer.parseInt(last.group(1)));
            }
        }
        return new Result(text, 0);
    }

    List<String> text() {
        List<String> text = new ArrayList<>(lines);
        if (exit != 0) {
            text.add("[" + exit + "]");
        }
        return text;
    }

    boolean fits(Result observed) {
        return exit == observed.exit
                && pattern().matcher(String.join("\n", observed.lines) + "\n").matches();
    }

    private Pattern pattern() {
        return Pattern.compile(lines.stream()
                .map(line -> line.equals("...") ? "(?:.*\n)*?" : lineOf(line) + "\n")
                .collect(Collectors.joining("", "", lines.isEmpty() ? "\n?" : "")));
    }

    private static String lineOf(String line) {
        return Pattern.compile("...", Pattern.LITERAL)
                .splitAsStream(line + "\0")
                .map(part -> Pattern.quote(part.replace("\0", "")))
                .collect(Collectors.joining(".*"));
    }
}
