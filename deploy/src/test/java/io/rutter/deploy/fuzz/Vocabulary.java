package io.rutter.deploy.fuzz;

import io.rutter.deploy.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that the API's sources know: whatever field or filter is added there is fuzzed from then on.
 *
 * @param fields of bodies: {@code HostConfig}
 * @param words all others, among them parameters and filters: {@code is-task}
 */
record Vocabulary(List<String> fields, List<String> words) {
    private static final Pattern FIELD = Pattern.compile("\"([A-Z][A-Za-z0-9]{1,40})\"");
    private static final Pattern WORD = Pattern.compile("\"([a-z][a-z_-]{1,30}!?)\"");

    static Vocabulary read() {
        var fields = new TreeSet<String>();
        var words = new TreeSet<String>();
        try (Stream<Path> walk = Files.walk(Checkout.root().resolve("http/src/main/java"))) {
            for (Path path : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                String source = Files.readString(path);
                collect(FIELD.matcher(source), fields);
                collect(WORD.matcher(source), words);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Vocabulary(List.copyOf(fields), List.copyOf(words));
    }

    private static void collect(Matcher matcher, TreeSet<String> into) {
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }

    String field(Random random) {
        return fields.get(random.nextInt(fields.size()));
    }

    String word(Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
