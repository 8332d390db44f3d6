package io.rutter.http.docker.common;

import java.util.Optional;

/**
 * Says what is wrong in a text that is no JSON, in the words of dockerd's own parser, which users find when they search for
 * them. Only asked once the text was refused.
 */
final class JsonSyntax {
    /** What the JSON reader itself allows. */
    private static final int DEPTH_LIMIT = 1_000;

    private static final String HEX = "0123456789abcdefABCDEF";

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /** The first error; empty when a whole value stands at the start, whatever follows it. */
    static Optional<String> error(String text) {
        try {
            new JsonSyntax(text).value(0);
            return Optional.empty();
        } catch (Wrong wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private void value(int depth) throws Wrong {
        if (depth > DEPTH_LIMIT) {
            throw new Wrong("exceeded max depth");
        }
        char start = next();
        switch (start) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-' -> {
                require("0123456789", "in numeric literal");
                at--;
                number();
            }
            default -> {
                if (!isDigit(start)) {
                    throw invalid(start, "looking for beginning of value");
                }
                at--;
                number();
            }
        }
    }

    private void object(int depth) throws Wrong {
        char read = next();
        if (read == '}') {
            return;
        }
        while (true) {
            if (read != '"') {
                throw invalid(read, "looking for beginning of object key string");
            }
            string();
            char colon = next();
            if (colon != ':') {
                throw invalid(colon, "after object key");
            }
            value(depth + 1);
            read = next();
            if (read == '}') {
                return;
            }
            if (read != ',') {
                throw invalid(read, "after object key:value pair");
            }
            read = next();
        }
    }

    private void array(int depth) throws Wrong {
        if (next() == ']') {
            return;
        }
        at--;
        while (true) {
            value(depth + 1);
            char read = next();
            if (read == ']') {
                return;
            }
            if (read != ',') {
                throw invalid(read, "after array element");
            }
        }
    }

    private void string() throws Wrong {
        for (char read = take(); read != '"'; read = take()) {
            if (read < ' ') {
                throw invalid(read, "in string literal");
            }
            if (read == '\\' && require("bfnrt\\/\"u", "in string escape code") == 'u') {
                for (int digit = 0; digit < 4; digit++) {
                    require(HEX, "in \\u hexadecimal character escape");
                }
            }
        }
    }

    private void number() throws Wrong {
        if (take() != '0') {
            digits();
        }
        if (peek('.')) {
            at++;
            require("0123456789", "after decimal point in numeric literal");
            digits();
        }
        if (peek('e') || peek('E')) {
            at++;
            if (peek('+') || peek('-')) {
                at++;
            }
            require("0123456789", "in exponent of numeric literal");
            digits();
        }
    }

    private void literal(String word) throws Wrong {
        for (int i = 1; i < word.length(); i++) {
            require(word.substring(i, i + 1), "in literal " + word + " (expecting '" + word.charAt(i) + "')");
        }
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private boolean peek(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private char require(String allowed, String where) throws Wrong {
        char read = take();
        if (allowed.indexOf(read) < 0) {
            throw invalid(read, where);
        }
        return read;
    }

    private char next() throws Wrong {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return take();
    }

    private char take() throws Wrong {
        if (at == text.length()) {
            throw new Wrong("unexpected EOF");
        }
        return text.charAt(at++);
    }

    private static boolean isDigit(char read) {
        return read >= '0' && read <= '9';
    }

    private static Wrong invalid(char read, String where) {
        String quoted = switch (read) {
            case '\'' -> "\\'";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> read < ' ' ? String.format("\\x%02x", (int) read) : Character.toString(read);
        };
        return new Wrong("invalid character '" + quoted + "' " + where);
    }
}
