package io.rutter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the sources of every module: what the compiler can't see and a reader does. */
class TidyTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 40;
    /** Files and methods that may be longer. The list may only shrink. */
    private static final Set<String> MAY_BE_LONGER = Set.of();

    /** Their default hands what is left to a switch that has none. The list may only shrink. */
    private static final Set<String> HANDS_ON = Set.of(
            "agent/src/main/java/io/rutter/agent/image/build/steps/StageBuild.java",
            "agent/src/main/java/io/rutter/agent/reconcile/ContainerWorker.java");

    private static final List<SourceFile> MAIN = sources("main");
    private static final List<SourceFile> TESTS = sources("test");

    @Test
    void everyPackageSaysWhatItIs() {
        Set<Path> described = new TreeSet<>();
        Set<Path> folders = new TreeSet<>();
        for (SourceFile source : MAIN) {
            folders.add(source.folder());
            if (source.isPackageInfo()) {
                described.add(source.folder());
                assertThat(source.text()).as(source.path()).contains("/**").contains("@NullMarked");
            }
        }
        assertThat(folders).as("folders without a package-info").isEqualTo(described);
    }

    @Test
    void noFileIsLongerThanItsReaderCanHold() {
        assertThat(all().filter(source -> source.lines().size() > FILE_LINES)
                        .map(SourceFile::path)
                        .filter(path -> !MAY_BE_LONGER.contains(path)))
                .as("files of more than %d lines", FILE_LINES)
                .isEmpty();
    }

    @Test
    void noMethodIsLongerThanAScreen() {
        assertThat(all().flatMap(source -> source.methods().stream()
                                .filter(method -> method.lines() > METHOD_LINES)
                                .map(method -> source.path() + "#" + method.name() + " (" + method.lines() + ")"))
                        .filter(method -> !MAY_BE_LONGER.contains(method.substring(0, method.indexOf(" (")))))
                .as("methods of more than %d lines", METHOD_LINES)
                .isEmpty();
    }

    @Test
    void nothingIsLeftToDoInAComment() {
        // Put together here, so that this file doesn't find itself.
        List<String> marks = List.of("TO" + "DO", "FIX" + "ME", "XX" + "X:");
        assertThat(all().filter(source -> marks.stream().anyMatch(source.text()::contains))
                        .map(SourceFile::path))
                .isEmpty();
    }

    @Test
    void namesSayWhatAThingIsAndNotThatItHelps() {
        List<String> empty = List.of("Impl.java", "Manager.java", "Helper.java", "Util.java", "Utils.java");
        assertThat(all().map(SourceFile::path).filter(path -> empty.stream().anyMatch(path::endsWith)))
                .isEmpty();
    }

    @Test
    void everyTestProvesSomething() {
        assertThat(TESTS.stream()
                        .flatMap(source -> Proofs.missing(source).stream().map(test -> source.path() + "#" + test)))
                .as("tests that assert nothing")
                .isEmpty();
    }

    @Test
    void theCompilerListsWhatANewCaseMustTouch() {
        var switches = new Switches(MAIN);
        assertThat(MAIN.stream()
                        .filter(source -> !HANDS_ON.contains(source.path()))
                        .flatMap(source -> switches.withDefault(source).stream()))
                .as("switches over a sealed type or an enum that have a default")
                .isEmpty();
    }

    @Test
    void everyDecisionHasANumberOfItsOwnAndALineInTheList() throws IOException {
        Path folder = Checkout.root().resolve("docs/decisions");
        String list = Files.readString(folder.resolve("README.md"));
        try (Stream<Path> files = Files.list(folder)) {
            List<String> pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
            assertThat(pages).allMatch(page -> list.contains("](" + page + ")"), "stands in docs/decisions/README.md");
            assertThat(pages.stream().map(page -> page.substring(0, page.indexOf('-'))))
                    .doesNotHaveDuplicates();
        }
    }

    private static Stream<SourceFile> all() {
        return Stream.concat(MAIN.stream(), TESTS.stream());
    }

    private static List<SourceFile> sources(String kind) {
        Path root = Checkout.root();
        List<SourceFile> found = Checkout.MODULES.stream()
                .map(module -> root.resolve(module + "/src/" + kind + "/java"))
                .filter(Files::isDirectory)
                .flatMap(folder -> SourceFile.below(root, folder).stream())
                .toList();
        assertThat(found).as("sources of kind " + kind + " below " + root).isNotEmpty();
        return found;
    }
}
