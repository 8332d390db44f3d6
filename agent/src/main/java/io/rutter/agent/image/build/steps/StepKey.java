package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.files.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a step's result depends on: the image it is made on and what it does. The same key always means the same step. */
final class StepKey {
    /** Changed whenever the same instruction comes to mean something else. */
    private static final String VERSION = "rutter step 1";

    private StepKey() {}

    /**
     * @param parent id of the image it is made on; empty for nothing
     * @param does the instruction with its variables filled in and its files as digests
     * @return 64 hexadecimal digits
     */
    static String of(String parent, List<String> does) {
        StringBuilder text = new StringBuilder(VERSION).append('\0').append(parent);
        for (String each : does) {
            // the length keeps two lists from running into the same text
            text.append('\0').append(each.length()).append(':').append(each);
        }
        return Digests.hex(Digests.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
