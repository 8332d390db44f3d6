package io.rutter.agent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The packet filter, by the host's {@code nft}. Called inside a network namespace it changes that one's rules. */
public final class Nft {
    private Nft() {}

    /** Applies a script: all of it or nothing. An {@link IOException} says which line nft did not like. */
    public static void apply(String script) throws IOException {
        ProgramResult result =
                Programs.run(Program.of("nft", "-f", "-").withStdin(script.getBytes(StandardCharsets.UTF_8)));
        if (!result.succeeded()) {
            throw new IOException("nft: " + result.stderrText());
        }
    }

    /** What a listing command prints as JSON, such as {@code list table inet x}. */
    public static String list(String... command) throws IOException {
        ProgramResult result = Programs.run(Program.of("nft", "-j").with(java.util.List.of(command)));
        if (!result.succeeded()) {
            throw new IOException("nft: " + result.stderrText());
        }
        return result.stdoutText();
    }
}
