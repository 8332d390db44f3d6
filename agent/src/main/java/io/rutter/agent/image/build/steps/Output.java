package io.rutter.agent.image.build.steps;

import io.rutter.engine.assignment.ImageOperations.Progress;
import java.util.function.Consumer;

/** A build's words, as the classic builder says them. */
final class Output {
    private static final String RED = "\u001b[91m";
    private static final String PLAIN = "\u001b[0m";
    private static final int STDERR = 2;

    private final Consumer<Progress> progress;
    private final boolean quiet;

    Output(Consumer<Progress> progress, boolean quiet) {
        this.progress = progress;
        this.quiet = quiet;
    }

    void line(String words) {
        text(words + "\n");
    }

    void warn(String words) {
        text(RED + words + "\n" + PLAIN);
    }

    /** What a step's process wrote. */
    void process(int stream, String text) {
        text(stream == STDERR ? RED + text + PLAIN : text);
    }

    private void text(String text) {
        if (!quiet) {
            progress.accept(Progress.text(text));
        }
    }
}
