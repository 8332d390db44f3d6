package io.rutter.agent.image.build.dockerfile;

import java.util.List;

/**
 * One logical line: what it says, not yet what it means.
 *
 * @param line number of its first line
 * @param original with continuation lines joined
 * @param keyword in capital letters
 * @param flags words that begin with two dashes, before anything else
 * @param rest what follows, trimmed
 */
public record Statement(int line, String original, String keyword, List<String> flags, String rest) {
    public Statement {
        flags = List.copyOf(flags);
    }
}
