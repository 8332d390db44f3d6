package io.rutter.http.docker.container.streams;

import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.http.docker.common.QueryText;
import io.rutter.http.docker.common.Refused;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.server.Route;

/** The size of a terminal, from the parameters {@code h} and {@code w}. */
final class TerminalText {
    private static final int MOST = 65_535;

    private TerminalText() {}

    static Route size(Function<TerminalSize, Route> inner) {
        return parameterOptional(
                "h",
                height -> parameterOptional(
                        "w",
                        width -> inner.apply(
                                new TerminalSize(characters(height.orElse("")), characters(width.orElse(""))))));
    }

    /** As an event tells them. */
    static Map<String, String> attributes(TerminalSize size) {
        return Map.of("height", Integer.toString(size.height()), "width", Integer.toString(size.width()));
    }

    private static int characters(String text) {
        int characters = QueryText.integer(text);
        if (characters < 0 || characters > MOST) {
            throw Refused.invalid("invalid terminal size: " + text);
        }
        return characters;
    }
}
