package io.rutter.agent.image.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile's text as statements: comments and continuations resolved, the escape directive obeyed.
 *
 * @param escape continues a line and quotes a character
 * @param warnings in Docker's words, a line each
 */
public record Statements(List<Statement> all, char escape, List<String> warnings) {
    private static final Pattern DIRECTIVE = Pattern.compile("^#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*$");
    private static final Pattern HERE_DOCUMENT =
            Pattern.compile("(?:^|\\s)<<-?\\s*(['\"]?)([a-zA-Z_][a-zA-Z0-9_]*)\\1(?:\\s|$)");

    public Statements {
        all = List.copyOf(all);
        warnings = List.copyOf(warnings);
    }

    public static Statements read(String text) throws DockerfileException {
        return new Reader(text).read();
    }

    /** One reading; its state is where it is. */
    private static final class Reader {
        private final String[] lines;
        private final List<Statement> found = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private char escape = '\\';
        private int at;

        Reader(String text) {
            String clean = text.startsWith("\ufeff") ? text.substring(1) : text;
            lines = clean.split("\r?\n", -1);
        }

        Statements read() throws DockerfileException {
            directives();
            while (at < lines.length) {
                int first = at + 1;
                String line = lines[at++].stripLeading();
                if (line.startsWith("#") || line.isEmpty()) {
                    continue;
                }
                statement(first, line);
            }
            if (found.isEmpty()) {
                throw DockerfileException.unparsable("file with no instructions");
            }
            if (!warnings.isEmpty()) {
                warnings.add("[WARNING]: Empty continuation lines will become errors in a future release.");
            }
            return new Statements(found, escape, warnings);
        }

        /** Directives stand above everything else, and the first line that is none ends them. */
        private void directives() throws DockerfileException {
            boolean seen = false;
            for (String line : lines) {
                Matcher directive = DIRECTIVE.matcher(line.stripLeading());
                if (!directive.matches()) {
                    return;
                }
                if (directive.group(1).equalsIgnoreCase("escape")) {
                    if (seen) {
                        throw DockerfileException.unparsable("only one escape parser directive can be used");
                    }
                    seen = true;
                    escape(directive.group(2));
                }
            }
        }

        private void escape(String token) throws DockerfileException {
            if (!token.equals("\\") && !token.equals("`")) {
                throw DockerfileException.unparsable("invalid escape token '" + token + "' does not match ` or \\");
            }
            escape = token.charAt(0);
        }

        private void statement(int first, String start) throws DockerfileException {
            StringBuilder joined = new StringBuilder();
            boolean emptyLine = false;
            String piece = start;
            boolean more = continues(piece);
            joined.append(more ? withoutContinuation(piece) : piece);
            while (more && at < lines.length) {
                piece = lines[at++];
                if (piece.stripLeading().startsWith("#")) {
                    continue;
                }
                if (piece.isBlank()) {
                    // what follows the text's last line end is no line
                    emptyLine |= at < lines.length;
                    continue;
                }
                more = continues(piece);
                joined.append(more ? withoutContinuation(piece) : piece);
            }
            String line = joined.toString();
            if (emptyLine) {
                warnings.add("[WARNING]: Empty continuation line found in:\n    " + line);
            }
            if (!line.isBlank()) {
                found.add(split(first, line));
            }
        }

        private boolean continues(String line) {
            String stripped = line.stripTrailing();
            return !stripped.isEmpty() && stripped.charAt(stripped.length() - 1) == escape;
        }

        private static String withoutContinuation(String line) {
            String stripped = line.stripTrailing();
            return stripped.substring(0, stripped.length() - 1);
        }

        private Statement split(int first, String line) throws DockerfileException {
            String[] parts = line.strip().split("[\\t\\x0b\\f\\r ]+", 2);
            String keyword = parts[0].toUpperCase(Locale.ROOT);
            String rest = parts.length > 1 ? parts[1] : "";
            if (List.of("RUN", "COPY", "ADD").contains(keyword)
                    && HERE_DOCUMENT.matcher(rest).find()) {
                throw DockerfileException.atLine(
                        first, "here-documents (<<) are not supported yet: write a script file and COPY it");
            }
            List<String> flags = new ArrayList<>();
            int end = flags(rest, flags);
            return new Statement(
                    first, line, keyword, flags, rest.substring(end).strip());
        }

        /** Collects leading flags; quotes and the escape character keep white space in them. */
        private int flags(String rest, List<String> flags) {
            int position = 0;
            while (true) {
                int start = position;
                while (start < rest.length() && Character.isWhitespace(rest.charAt(start))) {
                    start++;
                }
                if (!rest.startsWith("--", start)) {
                    return position;
                }
                StringBuilder flag = new StringBuilder();
                position = flag(rest, start, flag);
                if (flag.toString().equals("--")) {
                    return position;
                }
                flags.add(flag.toString());
            }
        }

        private int flag(String rest, int start, StringBuilder flag) {
            char quote = 0;
            int position = start;
            for (; position < rest.length(); position++) {
                char each = rest.charAt(position);
                if (quote == 0 && Character.isWhitespace(each)) {
                    break;
                }
                if (each == escape && quote != '\'' && position + 1 < rest.length()) {
                    flag.append(rest.charAt(++position));
                } else if (quote == 0 && (each == '"' || each == '\'')) {
                    quote = each;
                } else if (each == quote) {
                    quote = 0;
                } else {
                    flag.append(each);
                }
            }
            return position;
        }
    }
}
