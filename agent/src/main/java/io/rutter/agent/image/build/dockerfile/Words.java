package io.rutter.agent.image.build.dockerfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.image.build.dockerfile.Instruction.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a statement's rest is taken apart. */
final class Words {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Words() {}

    static List<String> byWhitespace(String rest) {
        return rest.isEmpty() ? List.of() : List.of(rest.split("[\\t\\x0b\\f\\r ]+"));
    }

    /**
     * A JSON array of strings; empty when the text is none, which then is meant for a shell. Refuses an array of anything else.
     */
    static Optional<List<String>> json(String rest) throws DockerfileException {
        if (!rest.startsWith("[")) {
            return Optional.empty();
        }
        JsonNode array;
        try {
            array = JSON.readTree(rest);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode each : array) {
            if (!each.isTextual()) {
                throw DockerfileException.unparsable(
                        "when using JSON array syntax, arrays must be comprised of strings only");
            }
            words.add(each.asText());
        }
        return Optional.of(words);
    }

    /** {@code name=value name="other value"}, or {@code name all the rest}. */
    static List<Pair> pairs(Statement statement, char escape) throws DockerfileException {
        List<String> words = quoted(statement.rest(), escape);
        if (!words.isEmpty() && !words.getFirst().contains("=")) {
            String[] parts = statement.rest().split("[\\t\\x0b\\f\\r ]+", 2);
            if (parts.length < 2) {
                throw DockerfileException.unparsable(statement.keyword() + " must have two arguments");
            }
            return List.of(new Pair(parts[0], parts[1]));
        }
        List<Pair> pairs = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw DockerfileException.unparsable(
                        "Syntax error - can't find = in \"" + word + "\". Must be of the form: name=value");
            }
            pairs.add(new Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return pairs;
    }

    /** Words with their quotes and escapes still in them; white space inside quotes does not part. */
    static List<String> quoted(String rest, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < rest.length(); i++) {
            char each = rest.charAt(i);
            if (quote == 0 && Character.isWhitespace(each)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
                continue;
            }
            begun = true;
            if (each == escape && quote != '\'') {
                if (i + 1 < rest.length()) {
                    word.append(each).append(rest.charAt(++i));
                }
                continue;
            }
            if (quote == 0 && (each == '"' || each == '\'')) {
                quote = each;
            } else if (each == quote) {
                quote = 0;
            }
            word.append(each);
        }
        if (begun && !word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
