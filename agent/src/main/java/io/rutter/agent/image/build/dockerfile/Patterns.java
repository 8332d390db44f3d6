package io.rutter.agent.image.build.dockerfile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shell's patterns inside {@code ${name#pattern}} and its like: {@code *} and {@code ?}. */
final class Patterns {
    private Patterns() {}

    /** Takes a match away from the beginning ({@code #}) or the end ({@code %}). */
    static String trim(String value, char operator, boolean longest, String pattern) {
        if (operator == '#') {
            Matcher matcher = Pattern.compile("^" + regex(pattern, longest), Pattern.DOTALL)
                    .matcher(value);
            return matcher.find() ? value.substring(matcher.end()) : value;
        }
        Pattern whole = Pattern.compile(regex(pattern, true), Pattern.DOTALL);
        for (int i = 0; i <= value.length(); i++) {
            int start = longest ? i : value.length() - i;
            if (whole.matcher(value.substring(start)).matches()) {
                return value.substring(0, start);
            }
        }
        return value;
    }

    static String replace(String value, boolean every, String pattern, String replacement) {
        Matcher matcher = Pattern.compile(regex(pattern, true), Pattern.DOTALL).matcher(value);
        String quoted = Matcher.quoteReplacement(replacement);
        return every ? matcher.replaceAll(quoted) : matcher.replaceFirst(quoted);
    }

    private static String regex(String pattern, boolean longest) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char each = pattern.charAt(i);
            if (each == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else if (each == '*') {
                regex.append(longest ? ".*" : ".*?");
            } else if (each == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(each)));
            }
        }
        return regex.toString();
    }
}
