package io.rutter.deploy.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cases as text. {@code # } begins the file's heading, {@code ## } a case, {@code $ } a command (a backslash at its end goes on
 * in the next line); the lines under a command are what it prints, {@code [3]} its exit code. {@code @dockerd: reason} and
 * {@code @rutter: reason} begin what only that engine prints. {@code % } is a comment.
 */
record CaseFile(Path path, String heading, List<Case> cases) {
    CaseFile {
        cases = List.copyOf(cases);
    }

    static List<CaseFile> below(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cases"))
                    .sorted()
                    .map(CaseFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CaseFile read(Path path) {
        try {
            return parse(path, Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CaseFile parse(Path path, List<String> lines) {
        String heading = lines.getFirst().substring(2);
        List<Case> cases = new ArrayList<>();
        List<String> rest = lines.subList(1, lines.size());
        for (List<String> each : split(rest, "## ")) {
            if (each.getFirst().startsWith("## ")) {
                cases.add(caseOf(each));
            }
        }
        return new CaseFile(path, heading, cases);
    }

    private static Case caseOf(List<String> lines) {
        List<String> notes = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (List<String> each : split(lines.subList(1, lines.size()), "$ ")) {
            if (each.getFirst().startsWith("$ ")) {
                steps.add(stepOf(each));
            } else {
                each.stream().filter(line -> line.startsWith("%")).forEach(notes::add);
            }
        }
        return new Case(lines.getFirst().substring(3), notes, steps);
    }

    private static Step stepOf(List<String> lines) {
        int at = 0;
        StringBuilder command = new StringBuilder(lines.get(at).substring(2));
        while (lines.get(at).endsWith("\\")) {
            command.append('\n').append(lines.get(++at));
        }
        List<List<String>> blocks = split(lines.subList(at + 1, lines.size()), "@");
        Result expected = Result.written(List.of());
        Map<String, Step.Exception> exceptions = new LinkedHashMap<>();
        for (List<String> block : blocks) {
            String first = block.getFirst();
            if (first.startsWith("@")) {
                int colon = first.indexOf(": ");
                Result instead = Result.written(block.subList(1, block.size()));
                exceptions.put(first.substring(1, colon), new Step.Exception(first.substring(colon + 2), instead));
            } else {
                expected = Result.written(block);
            }
        }
        return new Step(command.toString(), expected, exceptions);
    }

    /** Blocks that each begin with the mark, but perhaps the first; blank lines are left out. */
    private static List<List<String>> split(List<String> lines, String mark) {
        List<List<String>> blocks = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            if (blocks.isEmpty() || line.startsWith(mark)) {
                blocks.add(new ArrayList<>());
            }
            blocks.getLast().add(line);
        }
        return blocks;
    }

    /** The file again, as text that {@link #parse} reads. */
    String text() {
        StringBuilder text = new StringBuilder("# " + heading + "\n");
        for (Case each : cases) {
            text.append("\n## ").append(each.title()).append('\n');
            each.notes().forEach(note -> text.append(note).append('\n'));
            for (Step step : each.steps()) {
                text.append("$ ").append(step.command()).append('\n');
                step.expected().text().forEach(line -> text.append(line).append('\n'));
                step.exceptions().forEach((engine, exception) -> {
                    text.append('@')
                            .append(engine)
                            .append(": ")
                            .append(exception.reason())
                            .append('\n');
                    exception
                            .expected()
                            .text()
                            .forEach(line -> text.append(line).append('\n'));
                });
            }
        }
        return text.toString();
    }
}
