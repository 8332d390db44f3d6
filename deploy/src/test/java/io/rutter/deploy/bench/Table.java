package io.rutter.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of docs/performance.md, printed as they come. */
final class Table {
    private final List<String> lines = new ArrayList<>();

    void text(String line) {
        lines.add(line);
    }

    void head() {
        lines.addAll(
                List.of("", "| work | Rutter | dockerd | ratio or figure | goal | |", "|---|---|---|---|---|---|"));
    }

    /** @param goal Rutter's figure as a part of dockerd's, at most */
    void compared(String work, double ours, double theirs, Unit unit, double goal) {
        double ratio = ours / theirs;
        row(work, unit.of(ours), unit.of(theirs), Unit.RATIO.of(ratio), Unit.RATIO.of(goal), ratio <= goal);
    }

    /** @param goal in the figure's unit, at most; what dockerd has is shown beside it */
    void limited(String work, double ours, double theirs, Unit unit, double goal) {
        row(
                work,
                unit.of(ours),
                Double.isNaN(theirs) ? "" : unit.of(theirs),
                unit.of(ours),
                unit.of(goal),
                ours <= goal);
    }

    /** @param goal in the figure's unit, at least */
    void reached(String work, double ours, Unit unit, double goal) {
        row(work, unit.of(ours), "", unit.of(ours), unit.of(goal), ours >= goal);
    }

    void floor(String what, String time) {
        lines.add("| floor: %s | | | %s | | |".formatted(what, time));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void row(String work, String ours, String theirs, String figure, String goal, boolean reached) {
        lines.add("| %s | %s | %s | %s | %s | %s |"
                .formatted(work, ours, theirs, figure, goal, reached ? "✓" : "not yet"));
        System.err.println(lines.getLast());
    }

    /** How a figure is written. */
    enum Unit {
        MILLIS("%.1f ms"),
        MICROS("%.1f µs"),
        MEBIBYTES("%.1f MiB"),
        RATIO("%.2f"),
        EVENTS("%,.0f/s");

        private final String format;

        Unit(String format) {
            this.format = format;
        }

        String of(double figure) {
            return String.format(Locale.ROOT, format, figure);
        }
    }
}
