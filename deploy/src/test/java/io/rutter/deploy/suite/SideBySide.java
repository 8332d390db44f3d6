package io.rutter.deploy.suite;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.MarkedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of docs/docker-api.md: every case, on dockerd and on Rutter. Each engine's run leaves its rows in
 * deploy/target/suite; the table is written from what lies there, by whoever ends last.
 */
final class SideBySide {
    private static final String MARK = "side by side";

    private SideBySide() {}

    static void keep(String engine, List<Row> rows) {
        try {
            Files.createDirectories(folder());
            Files.write(
                    folder().resolve(engine + ".tsv"),
                    rows.stream().map(Row::line).toList());
            write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        return Checkout.root().resolve("deploy/target/suite");
    }

    private static void write() throws IOException {
        Map<String, Row> dockerd = rows("dockerd");
        Map<String, Row> rutter = rows("rutter");
        if (dockerd.isEmpty() || rutter.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("%d cases; as expected on dockerd %d, on Rutter %d; known and explained differences %d."
                .formatted(dockerd.size(), fine(dockerd), fine(rutter), byDesign()));
        for (CaseFile file : CaseFile.below(DockerCases.folder())) {
            lines.addAll(List.of(
                    "", "### " + file.heading(), "", "| case | dockerd | Rutter | note |", "|---|---|---|---|"));
            file.cases().forEach(each -> lines.add(line(each, dockerd.get(each.title()), rutter.get(each.title()))));
        }
        MarkedText.write(Checkout.root().resolve("docs/docker-api.md"), MARK, lines);
    }

    private static String line(Case subject, @Nullable Row dockerd, @Nullable Row rutter) {
        String note = Stream.of(subject.reasonFor("dockerd"), subject.reasonFor("rutter"))
                .flatMap(reason -> reason.stream())
                .reduce("", (a, b) -> a.isEmpty() ? b : a + "; " + b);
        return "| %s | %s | %s | %s |"
                .formatted(
                        subject.title().replace("|", "\\|"), words(dockerd), words(rutter), note.replace("|", "\\|"));
    }

    private static String words(@Nullable Row row) {
        return row == null ? "not run" : row.outcome().words();
    }

    private static long fine(Map<String, Row> rows) {
        return rows.values().stream()
                .filter(row -> row.outcome() != Row.Outcome.DIFFERS)
                .count();
    }

    private static long byDesign() {
        return CaseFile.below(DockerCases.folder()).stream()
                .flatMap(file -> file.cases().stream())
                .filter(Case::differsByDesign)
                .count();
    }

    private static Map<String, Row> rows(String engine) throws IOException {
        Path file = folder().resolve(engine + ".tsv");
        Map<String, Row> rows = new TreeMap<>();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().map(Row::parse).forEach(row -> rows.put(row.title(), row));
        }
        return rows;
    }
}
