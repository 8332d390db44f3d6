package io.rutter.agent.image.build.graph;

import io.rutter.agent.image.build.dockerfile.Dockerfile;
import io.rutter.agent.image.build.dockerfile.Dockerfile.Stage;
import io.rutter.agent.image.build.dockerfile.Dockerfile.Step;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.dockerfile.Instruction.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The stages of a Dockerfile and what they take from one another. A stage can only take from earlier ones, so there is no cycle. */
public final class StageGraph {
    private final List<Stage> stages;

    public StageGraph(Dockerfile dockerfile) {
        stages = dockerfile.stages();
    }

    /**
     * Stages to build, in order; the last one is the result. Without a target that is all of them, as Docker's classic builder has
     * it; with one, those that it needs. Refuses a target that is no stage.
     *
     * @param target name or number of a stage; empty for the last
     */
    public List<Stage> order(String target) throws DockerfileException {
        if (target.isEmpty()) {
            return stages;
        }
        int last = find(target, stages.size())
                .orElseThrow(
                        () -> new DockerfileException("failed to reach build target " + target + " in Dockerfile"));
        Set<Integer> wanted = new TreeSet<>();
        collect(last, wanted);
        return wanted.stream().map(stages::get).toList();
    }

    /** The stage that a name or number means to the stage {@code before}: an earlier one, the latest of that name. */
    public OptionalInt find(String name, int before) {
        OptionalInt named = findByName(name, before);
        boolean number = !name.isEmpty() && name.length() < 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (named.isPresent() || !number) {
            return named;
        }
        int index = Integer.parseInt(name);
        return index < before ? OptionalInt.of(index) : OptionalInt.empty();
    }

    /** The stage that a FROM means by a name. */
    public OptionalInt findByName(String name, int before) {
        for (int i = before - 1; i >= 0; i--) {
            String each = stages.get(i).from().name();
            if (!each.isEmpty() && each.equals(name.toLowerCase(Locale.ROOT))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private void collect(int index, Set<Integer> wanted) {
        if (!wanted.add(index)) {
            return;
        }
        for (String name : takenFrom(stages.get(index))) {
            find(name, index).ifPresent(needed -> collect(needed, wanted));
        }
    }

    private static List<String> takenFrom(Stage stage) {
        List<String> names = new ArrayList<>();
        names.add(stage.from().image());
        for (Step step : stage.steps()) {
            if (step.instruction() instanceof Copy copy && !copy.from().isEmpty()) {
                names.add(copy.from());
            }
        }
        return names;
    }
}
