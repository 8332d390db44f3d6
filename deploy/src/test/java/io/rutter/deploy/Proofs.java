package io.rutter.deploy;

import io.rutter.deploy.SourceFile.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which tests of a source assert something: themselves, or in a method of the same source that they call. */
final class Proofs {
    private static final Pattern TEST = Pattern.compile("^@(Test|TestFactory|ParameterizedTest|RepeatedTest)\\b");
    private static final Pattern ASSERTION =
            Pattern.compile("\\bassert\\w*\\(|\\bfail\\(|\\.(?:check|expect)\\w*\\(|throw new Assertion");

    private Proofs() {}

    /** Names of the tests that assert nothing. */
    static List<String> missing(SourceFile source) {
        List<Method> methods = source.methods();
        return methods.stream()
                .filter(method -> source.isMarked(method, TEST))
                .filter(method -> !proves(source, methods, method))
                .map(Method::name)
                .toList();
    }

    private static boolean proves(SourceFile source, List<Method> methods, Method test) {
        Set<String> seen = new HashSet<>();
        Deque<Method> next = new ArrayDeque<>(List.of(test));
        while (!next.isEmpty()) {
            String text = source.text(next.remove());
            if (ASSERTION.matcher(text).find()) {
                return true;
            }
            methods.stream()
                    .filter(method -> calls(text, method.name()) && seen.add(method.name()))
                    .forEach(next::add);
        }
        return false;
    }

    private static boolean calls(String text, String name) {
        return Pattern.compile("(?:\\b|::)" + name + "\\b").matcher(text).find();
    }
}
