package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.dockerfile.Dockerfile;
import io.rutter.agent.image.build.dockerfile.Dockerfile.Stage;
import io.rutter.agent.image.build.dockerfile.Dockerfile.Step;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.dockerfile.Expansion;
import io.rutter.agent.image.build.dockerfile.Instruction;
import io.rutter.agent.image.build.dockerfile.Instruction.Arg;
import io.rutter.agent.image.build.dockerfile.Instruction.Label;
import io.rutter.agent.image.build.dockerfile.Instruction.Pair;
import io.rutter.agent.image.build.graph.StageGraph;
import io.rutter.agent.image.build.steps.StageBuild.BaseImage;
import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One build: the stages that its target needs, one after another. */
final class Build {
    private static final String SCRATCH = "scratch";
    private static final String NAME_PART = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
    private static final Pattern REFERENCE = Pattern.compile("(?:[a-zA-Z0-9.-]+(?::[0-9]+)?/)?" + NAME_PART + "(?:/"
            + NAME_PART + ")*(?::[\\w][\\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?");

    private final Workshop shop;
    private final Dockerfile dockerfile;
    private final StageGraph graph;
    private final List<Stage> order;
    private final String architecture;
    private final Map<Integer, BaseImage> built = new HashMap<>();
    private final int total;
    private int step;

    /** Refuses a target that is no stage. */
    Build(Workshop shop, Dockerfile dockerfile, String architecture) throws DockerfileException {
        this.shop = shop;
        this.dockerfile = dockerfile;
        this.architecture = architecture;
        graph = new StageGraph(dockerfile);
        order = graph.order(shop.options().target());
        total = dockerfile.arguments().size()
                + order.stream()
                        .mapToInt(stage -> 1
                                + stage.steps().size()
                                + shop.options().labels().size())
                        .sum();
    }

    /** Builds. Refuses, in Docker's words, at the step that cannot be done. */
    ImageId run() throws IOException, DockerfileException {
        if (!dockerfile.warnings().isEmpty()) {
            shop.output().warn(String.join("\n", dockerfile.warnings()));
        }
        for (Step argument : dockerfile.arguments()) {
            announce(argument.statement().original());
            declare(argument.instruction());
        }
        BaseImage last = new BaseImage("", null);
        for (Stage stage : order) {
            last = stage(stage);
            built.put(stage.index(), last);
        }
        if (!shop.arguments().unused().isEmpty()) {
            shop.output()
                    .line("[Warning] One or more build-args "
                            + shop.arguments().unused().toString().replace(",", "") + " were not consumed");
        }
        if (last.id().isEmpty()) {
            throw new DockerfileException("No image was generated. Is your Dockerfile empty?");
        }
        return new ImageId(last.id());
    }

    private void declare(Instruction instruction) throws DockerfileException {
        if (instruction instanceof Arg arg) {
            for (Pair pair : arg.declared()) {
                String value = pair.value() == null ? null : fromExpansion().word(pair.value());
                shop.arguments().declareBeforeStages(pair.name(), value);
            }
        }
    }

    private BaseImage stage(Stage stage) throws IOException, DockerfileException {
        announce(stage.start().statement().original());
        shop.arguments().beginStage();
        BaseImage base = base(stage);
        StageBuild build =
                new StageBuild(shop, base, dockerfile.escape(), architecture, name -> copySource(name, stage.index()));
        shop.output().line(" ---> " + (base.id().isEmpty() ? "" : new ImageId(base.id()).shortId()));
        build.triggers();
        for (Step each : stage.steps()) {
            announce(each.statement().original());
            build.step(each.instruction());
        }
        for (Map.Entry<String, String> label : new TreeMap<>(shop.options().labels()).entrySet()) {
            announce("LABEL " + label.getKey() + "=" + label.getValue());
            build.step(new Label(List.of(new Pair(label.getKey(), quoted(label.getValue())))));
        }
        return build.result();
    }

    /** A label of the client's is no word of a Dockerfile: nothing in it is filled in. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "'\"'\"'") + "'";
    }

    private BaseImage base(Stage stage) throws IOException, DockerfileException {
        String name = fromExpansion().word(stage.from().image());
        if (name.isBlank()) {
            throw new DockerfileException("base name (" + stage.from().image() + ") should not be blank");
        }
        OptionalInt earlier = graph.findByName(name, stage.index());
        if (earlier.isPresent()) {
            return builtStage(earlier.getAsInt());
        }
        if (name.equals(SCRATCH)) {
            return new BaseImage("", null);
        }
        return image(name);
    }

    private BaseImage image(String name) throws IOException, DockerfileException {
        if (!REFERENCE.matcher(name).matches()) {
            boolean capitals = REFERENCE.matcher(name.toLowerCase(Locale.ROOT)).matches();
            throw new DockerfileException(
                    "invalid reference format" + (capitals ? ": repository name must be lowercase" : ""));
        }
        var found = shop.resolve().apply(name);
        if (found.isEmpty()) {
            throw new DockerfileException(
                    "No such image: " + name + " (nothing is pulled yet: load, import or build it first)");
        }
        ImageId id = found.get().id();
        return new BaseImage(
                id.value(),
                shop.store().config(id).orElseThrow(() -> new IOException("image " + id + " is not on disk")));
    }

    private BaseImage copySource(String name, int before) throws DockerfileException {
        OptionalInt earlier = graph.find(name, before);
        if (earlier.isPresent()) {
            return builtStage(earlier.getAsInt());
        }
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new DockerfileException("invalid from flag value " + name + ": index out of bounds");
        }
        try {
            return image(name);
        } catch (DockerfileException | IOException e) {
            throw new DockerfileException("invalid from flag value " + name + ": " + e.getMessage());
        }
    }

    private BaseImage builtStage(int index) {
        BaseImage stage = built.get(index);
        if (stage == null) {
            throw new IllegalStateException("stage " + index + " is needed before it is built");
        }
        return stage;
    }

    private Expansion fromExpansion() {
        return new Expansion(shop.arguments().forFrom(), dockerfile.escape());
    }

    private void announce(String original) {
        step++;
        shop.output().line("Step " + step + "/" + total + " : " + original);
    }
}
