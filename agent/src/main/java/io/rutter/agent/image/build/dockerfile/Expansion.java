package io.rutter.agent.image.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills variables into words, as a shell would: quotes, escapes, {@code $name}, {@code ${name}} and the modifiers
 * {@code :- :+ :? - + ? # ## % %% / //}.
 */
public final class Expansion {
    private static final char END = 0;

    private final Map<String, String> variables;
    private final char escape;

    /** @param escape the Dockerfile's escape character */
    public Expansion(Map<String, String> variables, char escape) {
        this.variables = variables;
        this.escape = escape;
    }

    /** One word, however much white space the values bring. */
    public String word(String text) throws DockerfileException {
        return new Reading(text).all();
    }

    /** Words: white space in unquoted values parts them. */
    public List<String> words(String text) throws DockerfileException {
        Reading reading = new Reading(text);
        reading.all();
        return reading.words();
    }

    /** One pass over a text. */
    private final class Reading {
        private final String text;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int at;

        Reading(String text) {
            this.text = text;
        }

        String all() throws DockerfileException {
            try {
                return until(END);
            } catch (DockerfileException e) {
                throw new DockerfileException("failed to process " + Quoted.go(text) + ": " + e.getMessage());
            }
        }

        List<String> words() {
            endWord();
            return words;
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : END;
        }

        private String until(char stop) throws DockerfileException {
            StringBuilder result = new StringBuilder();
            while (at < text.length()) {
                char each = peek();
                if (stop != END && each == stop) {
                    at++;
                    return result.toString();
                }
                if (each == '\'') {
                    literal(result, singleQuoted());
                } else if (each == '"') {
                    literal(result, doubleQuoted());
                } else if (each == '$') {
                    String value = dollar();
                    result.append(value);
                    value.chars().forEach(c -> addParting((char) c));
                } else {
                    plain(result);
                }
            }
            if (stop != END) {
                throw new DockerfileException("unexpected end of statement while looking for matching " + stop);
            }
            return result.toString();
        }

        private void plain(StringBuilder result) {
            char each = text.charAt(at++);
            if (each == escape) {
                if (at < text.length()) {
                    char quoted = text.charAt(at++);
                    result.append(quoted);
                    word.append(quoted);
                }
            } else {
                result.append(each);
                addParting(each);
            }
        }

        private void literal(StringBuilder result, String value) {
            result.append(value);
            word.append(value);
        }

        private void addParting(char each) {
            if (Character.isWhitespace(each)) {
                endWord();
            } else {
                word.append(each);
            }
        }

        private void endWord() {
            if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }

        private String singleQuoted() throws DockerfileException {
            int end = text.indexOf('\'', at + 1);
            if (end < 0) {
                throw new DockerfileException("unexpected end of statement while looking for matching single-quote");
            }
            String value = text.substring(at + 1, end);
            at = end + 1;
            return value;
        }

        private String doubleQuoted() throws DockerfileException {
            StringBuilder result = new StringBuilder();
            at++;
            while (at < text.length()) {
                char each = peek();
                if (each == '"') {
                    at++;
                    return result.toString();
                }
                if (each == '$') {
                    result.append(dollar());
                    continue;
                }
                at++;
                if (each == escape && at < text.length()) {
                    char next = text.charAt(at++);
                    if (next != '"' && next != '$' && next != escape) {
                        result.append(escape);
                    }
                    result.append(next);
                } else {
                    result.append(each);
                }
            }
            throw new DockerfileException("unexpected end of statement while looking for matching double-quote");
        }

        private String dollar() throws DockerfileException {
            at++;
            if (peek() != '{') {
                String name = name();
                return name.isEmpty() ? "$" : value(name, "");
            }
            at++;
            String name = name();
            if (peek() == '}') {
                if (name.isEmpty()) {
                    throw new DockerfileException("bad substitution");
                }
                at++;
                return value(name, "");
            }
            return modified(name);
        }

        private String modified(String name) throws DockerfileException {
            char operator = peek();
            boolean emptyCounts = operator == ':';
            if (emptyCounts) {
                at++;
                operator = peek();
            }
            String value = variables.get(name);
            boolean given = value != null && !(emptyCounts && value.isEmpty());
            at++;
            return switch (operator) {
                case '-' -> choose(given ? value : null, inBraces());
                case '+' -> given ? inBraces() : skipped();
                case '?' -> required(name, given ? value : null, inBraces());
                case '#', '%' -> {
                    refuseColon(emptyCounts, operator);
                    yield Patterns.trim(value(name, ""), operator, longest(operator), inBraces());
                }
                case '/' -> {
                    refuseColon(emptyCounts, operator);
                    boolean every = longest('/');
                    yield Patterns.replace(value(name, ""), every, nested('/'), inBraces());
                }
                default ->
                    throw new DockerfileException(
                            emptyCounts && operator != END
                                    ? "unsupported modifier (" + operator + ") in substitution"
                                    : "missing ':' in substitution");
            };
        }

        private void refuseColon(boolean colon, char operator) throws DockerfileException {
            if (colon) {
                throw new DockerfileException("unsupported modifier (" + operator + ") in substitution");
            }
        }

        private boolean longest(char operator) {
            if (peek() == operator) {
                at++;
                return true;
            }
            return false;
        }

        private String choose(@Nullable String value, String otherwise) {
            return value == null ? otherwise : value;
        }

        private String skipped() throws DockerfileException {
            inBraces();
            return "";
        }

        private String required(String name, @Nullable String value, String why) throws DockerfileException {
            if (value == null) {
                throw new DockerfileException(name + ": " + (why.isEmpty() ? "is not allowed to be empty" : why));
            }
            return value;
        }

        /** The word up to the closing brace, which parts nothing. */
        private String inBraces() throws DockerfileException {
            return nested('}');
        }

        private String nested(char stop) throws DockerfileException {
            Reading inner = new Reading(text);
            inner.at = at;
            String result = inner.until(stop);
            at = inner.at;
            return result;
        }

        private String name() {
            int start = at;
            char first = peek();
            if (Character.isDigit(first)) {
                while (Character.isDigit(peek())) {
                    at++;
                }
            } else if (first != END && "@*#?-$!".indexOf(first) >= 0) {
                at++;
            } else {
                while (peek() == '_' || peek() < 0x80 && Character.isLetterOrDigit(peek())) {
                    at++;
                }
            }
            return text.substring(start, at);
        }

        private String value(String name, String otherwise) {
            return variables.getOrDefault(name, otherwise);
        }
    }
}
