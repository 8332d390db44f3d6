package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.context.Copier;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.dockerfile.Expansion;
import io.rutter.agent.image.build.dockerfile.Instruction;
import io.rutter.agent.image.build.dockerfile.Instruction.Arg;
import io.rutter.agent.image.build.dockerfile.Instruction.Cmd;
import io.rutter.agent.image.build.dockerfile.Instruction.Copy;
import io.rutter.agent.image.build.dockerfile.Instruction.Pair;
import io.rutter.agent.image.build.dockerfile.Instruction.Run;
import io.rutter.agent.image.build.dockerfile.Instruction.Workdir;
import io.rutter.agent.image.build.dockerfile.Instructions;
import io.rutter.agent.image.build.dockerfile.Statements;
import io.rutter.agent.image.build.steps.Metadata.Change;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.image.store.ImageJson;
import io.rutter.agent.image.store.Layer;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.ImageConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One stage being built: the image so far, and its instructions carried out on it one by one. */
final class StageBuild {
    private static final String NO_OPERATION = "#(nop) ";

    private final Workshop shop;
    private final char escape;
    private final CopyOrigins stages;
    private ImageDraft draft;
    /** Id of the image so far; empty for nothing. */
    private String image;

    /** From here on nothing is taken from earlier builds. */
    private boolean missed;

    /**
     * An image to begin with or to copy from.
     *
     * @param id empty for nothing
     * @param config null for nothing
     */
    record BaseImage(String id, @Nullable ImageConfig config) {}

    /** Where COPY takes files from when it names a stage or an image. */
    interface CopyOrigins {
        BaseImage find(String name) throws DockerfileException;
    }

    /**
     * @param stages finds an earlier stage or an image by the name that COPY gives
     */
    StageBuild(Workshop shop, BaseImage base, char escape, String architecture, CopyOrigins stages) {
        this.shop = shop;
        this.escape = escape;
        this.stages = stages;
        image = base.id();
        draft = base.config() == null ? new ImageDraft(architecture) : new ImageDraft(base.config());
        draft.environment().putIfAbsent("PATH", RunStep.DEFAULT_PATH);
        missed = shop.options().noCache();
        shop.lease().hold(draft.diffIds());
    }

    /** The image so far. */
    BaseImage result() throws IOException {
        return image.isEmpty()
                ? new BaseImage("", null)
                : new BaseImage(image, shop.store().config(new ImageId(image)).orElse(null));
    }

    /** Carries out what the base image has for builds on it. */
    void triggers() throws IOException, DockerfileException {
        List<String> triggers = draft.takeTriggers();
        if (triggers.isEmpty()) {
            return;
        }
        shop.output().line("# Executing " + triggers.size() + " build trigger" + (triggers.size() > 1 ? "s" : ""));
        for (String trigger : triggers) {
            Statements statements = Statements.read(trigger);
            step(Instructions.of(statements.all().getFirst(), statements.escape()));
        }
    }

    void step(Instruction instruction) throws IOException, DockerfileException {
        switch (instruction) {
            case Arg arg -> arg(arg);
            case Run run -> run(run);
            case Copy copy -> copy(copy);
            case Workdir workdir -> workdir(workdir);
            default -> {
                Change change = new Metadata(expansion()).of(instruction, draft);
                metadata(change.words(), change, instruction instanceof Cmd);
            }
        }
    }

    private Expansion expansion() {
        Map<String, String> variables = new HashMap<>(shop.arguments().besides(draft.environment()));
        variables.putAll(draft.environment());
        return new Expansion(variables, escape);
    }

    private void arg(Arg arg) throws IOException, DockerfileException {
        StringBuilder words = new StringBuilder("ARG");
        for (Pair pair : arg.declared()) {
            String value = pair.value() == null ? null : expansion().word(pair.value());
            shop.arguments().declare(pair.name(), value);
            words.append(' ').append(pair.name()).append(value == null ? "" : "=" + value);
        }
        metadata(words.toString(), new Change(words.toString(), _ -> {}), false);
    }

    private void metadata(String words, Change change, boolean isCommand) throws IOException, DockerfileException {
        String createdBy = shell() + " " + NO_OPERATION + " " + words;
        if (!cached(List.of(createdBy))) {
            String container = running();
            change.apply().accept(draft);
            removed(container);
            keep(List.of(createdBy), createdBy, null);
        }
        draft.ownCommand(draft.hasOwnCommand() || isCommand);
        arrived();
    }

    private void workdir(Workdir workdir) throws IOException, DockerfileException {
        Change change = new Metadata(expansion()).of(workdir, draft);
        String createdBy = shell() + " " + NO_OPERATION + change.words();
        if (!cached(List.of(createdBy))) {
            String container = running();
            change.apply().accept(draft);
            Layer layer = layer(
                    true,
                    root -> new Copier(root, Copier.Owner.ROOT, -1)
                            .directory(io.rutter.agent.image.files.Inside.parts(draft.workingDir())));
            removed(container);
            keep(List.of(createdBy), createdBy, layer);
        }
        arrived();
    }

    private void run(Run run) throws IOException, DockerfileException {
        if (!run.mounts().isEmpty()) {
            throw new DockerfileException("RUN --mount is not supported by this builder yet");
        }
        List<String> words = run.command().words(draft.shell());
        Map<String, String> arguments = shop.arguments().keyed(draft.environment());
        String command = String.join(" ", words);
        String createdBy = arguments.isEmpty()
                ? command
                : "|" + arguments.size()
                        + arguments.entrySet().stream()
                                .map(each -> " " + each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining())
                        + " " + command;
        List<String> does = new ArrayList<>(List.of("RUN", run.network(), createdBy));
        does.addAll(words);
        if (!cached(does)) {
            String container = running();
            Layer layer = layer(true, root -> new RunStep(shop, draft, container).run(root, words, run.network()));
            removed(container);
            keep(does, createdBy, layer);
        }
        arrived();
    }

    private void copy(Copy copy) throws IOException, DockerfileException {
        CopyStep step = CopyStep.prepare(shop, copy, draft, expansion(), stages);
        try (step) {
            String createdBy = shell() + " " + NO_OPERATION + step.words();
            List<String> does = List.of(createdBy, copy.mode());
            if (!cached(does)) {
                Layer layer = layer(false, step::copyInto);
                keep(does, createdBy, layer);
            }
        }
        arrived();
    }

    /** Work on a mounted image. */
    private interface Work {
        void on(Path root) throws IOException, DockerfileException;
    }

    /** Does something in the image so far; what it wrote becomes a layer, or null when it wrote nothing. */
    private @Nullable Layer layer(boolean withMountPoints, Work task) throws IOException, DockerfileException {
        Path work = shop.lease().work();
        try {
            boolean changed;
            try (var mounted = shop.rootfs().open(work, draft.diffIds(), withMountPoints)) {
                task.on(mounted.path());
                changed = mounted.changed();
            }
            return changed ? shop.lease().adopt(work) : null;
        } finally {
            Trees.remove(work);
        }
    }

    private boolean cached(List<String> does) throws IOException {
        if (missed) {
            return false;
        }
        Optional<ImageId> found = shop.store().step(StepKey.of(image, does));
        Optional<ImageConfig> config =
                found.isEmpty() ? Optional.empty() : shop.store().config(found.get());
        if (config.isEmpty()) {
            missed = true;
            return false;
        }
        shop.output().line(" ---> Using cache");
        image = found.get().value();
        boolean ownCommand = draft.hasOwnCommand();
        draft = new ImageDraft(config.get());
        draft.ownCommand(ownCommand);
        shop.lease().hold(draft.diffIds());
        return true;
    }

    private void keep(List<String> does, String createdBy, @Nullable Layer layer) throws IOException {
        Instant now = shop.clock().instant();
        if (layer == null) {
            draft.step(now, createdBy, "");
        } else {
            draft.step(now, createdBy, "", layer.diffId(), layer.sizeBytes());
        }
        byte[] config = ImageJson.write(draft.finish(now));
        image = shop.store().keepStep(StepKey.of(image, does), config, image).value();
    }

    private void arrived() {
        shop.output().line(" ---> " + new ImageId(image).shortId());
    }

    /** The classic builder names the container that a step runs in, for metadata too; scripts read these lines. */
    private String running() {
        StringBuilder id = new StringBuilder(64);
        for (int i = 0; i < 4; i++) {
            id.append(String.format("%016x", ThreadLocalRandom.current().nextLong()));
        }
        shop.output().line(" ---> Running in " + id.substring(0, 12));
        return id.toString();
    }

    private void removed(String container) {
        if (shop.options().removeIntermediate()) {
            shop.output().line("Removing intermediate container " + container.substring(0, 12));
        }
    }

    private String shell() {
        return String.join(" ", draft.shell());
    }
}
