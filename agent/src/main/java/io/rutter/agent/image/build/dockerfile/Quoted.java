package io.rutter.agent.image.build.dockerfile;

import java.util.List;
import java.util.stream.Collectors;

/** Text as Docker shows it in messages and in the history: quoted as its language quotes. */
public final class Quoted {
    private Quoted() {}

    public static String go(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            switch (each) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> out.append(each);
            }
        }
        return out.append('"').toString();
    }

    /** {@code ["a" "b"]}. */
    public static String go(List<String> words) {
        return words.stream().map(Quoted::go).collect(Collectors.joining(" ", "[", "]"));
    }
}
