package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.dockerfile.Expansion;
import io.rutter.agent.image.build.dockerfile.HealthcheckWords;
import io.rutter.agent.image.build.dockerfile.Instruction;
import io.rutter.agent.image.build.dockerfile.Instruction.Arg;
import io.rutter.agent.image.build.dockerfile.Instruction.Cmd;
import io.rutter.agent.image.build.dockerfile.Instruction.CommandLine;
import io.rutter.agent.image.build.dockerfile.Instruction.Copy;
import io.rutter.agent.image.build.dockerfile.Instruction.Entrypoint;
import io.rutter.agent.image.build.dockerfile.Instruction.Env;
import io.rutter.agent.image.build.dockerfile.Instruction.Expose;
import io.rutter.agent.image.build.dockerfile.Instruction.From;
import io.rutter.agent.image.build.dockerfile.Instruction.Health;
import io.rutter.agent.image.build.dockerfile.Instruction.Label;
import io.rutter.agent.image.build.dockerfile.Instruction.Maintainer;
import io.rutter.agent.image.build.dockerfile.Instruction.OnBuild;
import io.rutter.agent.image.build.dockerfile.Instruction.Pair;
import io.rutter.agent.image.build.dockerfile.Instruction.Run;
import io.rutter.agent.image.build.dockerfile.Instruction.Shell;
import io.rutter.agent.image.build.dockerfile.Instruction.StopSignal;
import io.rutter.agent.image.build.dockerfile.Instruction.User;
import io.rutter.agent.image.build.dockerfile.Instruction.Volume;
import io.rutter.agent.image.build.dockerfile.Instruction.Workdir;
import io.rutter.agent.image.build.dockerfile.PortWords;
import io.rutter.agent.image.build.dockerfile.Quoted;
import io.rutter.agent.image.build.dockerfile.SignalWords;
import io.rutter.agent.image.files.Inside;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Instructions that change an image's configuration and none of its files: what they change, and how the history tells it. */
public final class Metadata {
    private final Expansion expansion;

    /** @param expansion fills in what the instruction sees */
    public Metadata(Expansion expansion) {
        this.expansion = expansion;
    }

    /**
     * What an instruction comes to.
     *
     * @param words for the history: the instruction with its variables filled in
     */
    public record Change(String words, Consumer<ImageDraft> apply) {}

    /** Refuses what the variables make senseless. */
    public Change of(Instruction instruction, ImageDraft draft) throws DockerfileException {
        return switch (instruction) {
            case Env env ->
                pairs("ENV", env.pairs(), (at, pair) -> at.environment().put(pair.name(), value(pair)));
            case Label label ->
                pairs("LABEL", label.pairs(), (at, pair) -> at.labels().put(pair.name(), value(pair)));
            case Maintainer maintainer ->
                new Change("MAINTAINER " + maintainer.name(), at -> at.author(maintainer.name()));
            case User user -> {
                String name = expansion.word(user.user());
                yield new Change("USER " + name, at -> at.user(name));
            }
            case Expose expose -> expose(expose);
            case Volume volume -> volume(volume);
            case Cmd cmd -> {
                List<String> words = words(cmd.command(), draft);
                yield new Change("CMD " + Quoted.go(words), at -> at.cmd(words));
            }
            case Entrypoint entrypoint -> {
                List<String> words = words(entrypoint.command(), draft);
                yield new Change("ENTRYPOINT " + Quoted.go(words), at -> at.entrypoint(words));
            }
            case Shell shell ->
                new Change("SHELL [" + String.join(" ", shell.words()) + "]", at -> at.shell(shell.words()));
            case StopSignal signal -> {
                String name = expansion.word(signal.signal());
                SignalWords.check(name);
                yield new Change("STOPSIGNAL " + name, at -> at.stopSignal(name));
            }
            case Health health ->
                new Change("HEALTHCHECK " + HealthcheckWords.of(health.check()), at -> at.healthcheck(health.check()));
            case OnBuild onBuild -> new Change("ONBUILD " + onBuild.trigger(), at -> at.trigger(onBuild.trigger()));
            case Workdir workdir -> workdir(workdir, draft);
            case Arg _, Copy _, From _, Run _ ->
                throw new IllegalStateException("not an instruction about metadata: " + instruction);
        };
    }

    private Change workdir(Workdir workdir, ImageDraft draft) throws DockerfileException {
        String given = expansion.word(workdir.path());
        String joined = given.startsWith("/") ? given : draft.workingDir() + "/" + given;
        String path = "/" + String.join("/", Inside.parts(joined));
        return new Change("WORKDIR " + path, at -> at.workingDir(path));
    }

    private interface PairUse {
        void use(ImageDraft draft, Pair pair);
    }

    private Change pairs(String keyword, List<Pair> pairs, PairUse use) throws DockerfileException {
        List<Pair> filled = new ArrayList<>();
        StringBuilder words = new StringBuilder(keyword);
        for (Pair pair : pairs) {
            Pair each = new Pair(expansion.word(pair.name()), expansion.word(value(pair)));
            filled.add(each);
            words.append(' ').append(each.name()).append('=').append(each.value());
        }
        return new Change(words.toString(), draft -> filled.forEach(pair -> use.use(draft, pair)));
    }

    private Change expose(Expose expose) throws DockerfileException {
        List<String> words = new ArrayList<>();
        for (String each : expose.ports()) {
            words.addAll(expansion.words(each));
        }
        List<String> ports = PortWords.ports(words);
        return new Change(
                "EXPOSE " + String.join(" ", words.stream().sorted().toList()),
                draft -> draft.ports().addAll(ports));
    }

    private Change volume(Volume volume) throws DockerfileException {
        List<String> paths = new ArrayList<>();
        for (String each : volume.paths()) {
            paths.add(expansion.word(each));
        }
        return new Change(
                "VOLUME [" + String.join(" ", paths) + "]",
                draft -> draft.volumes().addAll(paths));
    }

    private static List<String> words(CommandLine command, ImageDraft draft) {
        return command.words().isEmpty() ? List.of() : command.words(draft.shell());
    }

    private static String value(Pair pair) {
        return pair.value() == null ? "" : pair.value();
    }
}
