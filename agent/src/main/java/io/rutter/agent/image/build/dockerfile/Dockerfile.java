package io.rutter.agent.image.build.dockerfile;

import io.rutter.agent.image.build.dockerfile.Instruction.Arg;
import io.rutter.agent.image.build.dockerfile.Instruction.From;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole Dockerfile.
 *
 * @param arguments declared before the first FROM
 * @param escape its escape character
 * @param warnings in Docker's words, a line each
 */
public record Dockerfile(List<Step> arguments, List<Stage> stages, char escape, List<String> warnings) {
    public Dockerfile {
        arguments = List.copyOf(arguments);
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
    }

    /** An instruction and the text it was read from. */
    public record Step(Statement statement, Instruction instruction) {}

    /**
     * What begins with a FROM.
     *
     * @param index from 0
     * @param steps after the FROM
     */
    public record Stage(int index, Step start, From from, List<Step> steps) {
        public Stage {
            steps = List.copyOf(steps);
        }
    }

    /** Refuses, in Docker's words, what cannot be built whatever the context holds. */
    public static Dockerfile parse(String text) throws DockerfileException {
        Statements statements = Statements.read(text);
        List<Step> arguments = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Statement statement : statements.all()) {
            Step step = new Step(statement, Instructions.of(statement, statements.escape()));
            if (step.instruction() instanceof From from) {
                close(stages, steps);
                stages.add(new Stage(stages.size(), step, from, List.of()));
            } else if (!stages.isEmpty()) {
                steps.add(step);
            } else if (step.instruction() instanceof Arg) {
                arguments.add(step);
            } else {
                throw new DockerfileException("no build stage in current context");
            }
        }
        close(stages, steps);
        if (stages.isEmpty()) {
            throw new DockerfileException("dockerfile contains no stages to build");
        }
        return new Dockerfile(arguments, stages, statements.escape(), statements.warnings());
    }

    private static void close(List<Stage> stages, List<Step> steps) {
        if (!stages.isEmpty()) {
            Stage open = stages.removeLast();
            stages.add(new Stage(open.index(), open.start(), open.from(), steps));
            steps.clear();
        }
    }
}
