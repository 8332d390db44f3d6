package io.rutter.deploy.suite;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out of a command's output what differs from run to run, and what only the client says. */
final class Masks {
    private record Mask(Pattern pattern, String replacement) {
        Mask(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }
    }

    private static final List<Mask> MASKS = List.of(
            new Mask("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)", "<time>"),
            new Mask("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? [+-]\\d{4} UTC", "<time>"),
            new Mask("\\b[0-9a-f]{64}\\b", "<id>"),
            new Mask("\\b(?=[a-z]*\\d)[0-9a-z]{25}\\b", "<sid>"),
            new Mask("\\b(?=[a-z]*\\d)[0-9a-z]{12}\\b", "<short>"),
            new Mask("\\b([0-9a-f]{2}:){5}[0-9a-f]{2}\\b", "<mac>"),
            new Mask(
                    "(?i)(Less than a second|About an? (minute|hour)|\\b\\d+ (seconds?|minutes?|hours?))( ago)?",
                    "<age>"),
            new Mask("\\b(172|10|192\\.168|192\\.0)(\\.\\d{1,3}){2,3}(/\\d\\d?)?\\b", "<ip>"),
            new Mask("(0\\.0\\.0\\.0|127\\.0\\.0\\.1|\\[::]|::|\\*):(3[2-9]|4\\d|5\\d|6\\d)\\d{3}\\b", "$1:<port>"),
            new Mask("\\b\\d+(\\.\\d+)? ?([kMG]i?B|B)\\b", "<size>"));

    /** Lines that the client adds on its own account, another in each of its versions. */
    private static final Pattern CLIENTS_OWN = Pattern.compile(
            "(Run|See) 'docker .*--help'.*|DEPRECATED: The legacy builder.*|\\s*Install the buildx component.*"
                    + "|\\s*https://docs.docker.com/go/buildx.*|\\s*BuildKit is currently disabled.*|\\s*environment-variable\\..*"
                    + "|exit status 1|image .* could not be accessed on a registry to record"
                    + "|its digest. Each node will access .* independently,|possibly leading to different nodes running different"
                    + "|versions of the image\\.|Since --detach=false was not.*|In a future release, --detach=false.*");

    /** Docker began its messages with a capital until 20.10 and writes them small since: the letter says nothing. */
    private static final Pattern MESSAGE_BEGINS =
            Pattern.compile("(Error response from daemon: |\\{\"message\":\")([A-Z])(?=[a-z ])");

    private Masks() {}

    static String withSmallBeginning(String line) {
        return MESSAGE_BEGINS
                .matcher(line)
                .replaceAll(begin ->
                        Matcher.quoteReplacement(begin.group(1) + begin.group(2).toLowerCase(Locale.ROOT)));
    }

    /** @param name the case's own name, which becomes {@code $N} again */
    static List<String> normalised(String output, String name) {
        return output.lines()
                .map(line -> line.replace("\r", "").stripTrailing())
                .filter(line -> !line.isEmpty() && !CLIENTS_OWN.matcher(line).matches())
                .map(line -> masked(line.replace(name, "$N")))
                .collect(Collectors.toList());
    }

    private static String masked(String line) {
        String masked = withSmallBeginning(line);
        for (Mask mask : MASKS) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.replacement());
        }
        // A table's columns are as wide as what was masked: the width says nothing.
        return masked.replaceAll("(?<=\\S)\\s{2,}", "  ");
    }
}
