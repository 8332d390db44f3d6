package io.rutter.agent.image.build.dockerfile;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** From statements to instructions: keywords, flags, number and form of arguments. */
public final class Instructions {
    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");
    /** What a container's commit and an import may change. */
    private static final Set<String> CHANGES = Set.of(
            "CMD",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "HEALTHCHECK",
            "LABEL",
            "ONBUILD",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    private Instructions() {}

    /** Refuses what no instruction is, in Docker's words, with the line. */
    public static Instruction of(Statement statement, char escape) throws DockerfileException {
        return switch (statement.keyword()) {
            case "FROM" -> from(statement);
            case "ARG" -> arg(statement, escape);
            case "ENV" -> new Env(named(statement, escape));
            case "LABEL" -> new Label(named(statement, escape));
            case "MAINTAINER" -> new Maintainer(one(statement));
            case "RUN" -> run(statement);
            case "COPY" -> copy(statement, Flags.of(statement, "from", "chown", "chmod"), false);
            case "ADD" -> copy(statement, Flags.of(statement, "chown", "chmod"), true);
            case "WORKDIR" -> new Workdir(one(statement));
            case "USER" -> new User(one(statement));
            case "EXPOSE" -> new Expose(some(statement, Words.byWhitespace(statement.rest())));
            case "VOLUME" -> volume(statement);
            case "CMD" -> new Cmd(commandLine(statement));
            case "ENTRYPOINT" -> new Entrypoint(commandLine(statement));
            case "SHELL" -> shell(statement);
            case "STOPSIGNAL" -> new StopSignal(one(statement));
            case "HEALTHCHECK" -> new Health(HealthcheckFlags.read(statement));
            case "ONBUILD" -> onBuild(statement);
            default ->
                throw DockerfileException.atLine(statement.line(), "unknown instruction: " + statement.keyword());
        };
    }

    /** One instruction that {@code docker import --change} or {@code docker commit --change} may name. */
    public static Instruction change(String text) throws DockerfileException {
        Statement statement = Statements.read(text).all().getFirst();
        if (!CHANGES.contains(statement.keyword())) {
            throw new DockerfileException(
                    statement.keyword().toLowerCase(Locale.ROOT) + " is not a valid change command");
        }
        return of(statement, '\\');
    }

    private static From from(Statement statement) throws DockerfileException {
        Flags flags = Flags.of(statement, "platform");
        List<String> words = Words.byWhitespace(statement.rest());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
        if (words.size() != 1 && !named) {
            throw DockerfileException.atLine(statement.line(), "FROM requires either one or three arguments");
        }
        String name = named ? words.get(2).toLowerCase(Locale.ROOT) : "";
        if (named && !STAGE_NAME.matcher(name).matches()) {
            throw DockerfileException.atLine(
                    statement.line(),
                    "invalid name for build stage: " + Quoted.go(words.get(2))
                            + ", name can't start with a number or contain symbols");
        }
        return new From(words.getFirst(), name, flags.value("platform"));
    }

    private static Arg arg(Statement statement, char escape) throws DockerfileException {
        Flags.of(statement);
        List<Pair> declared = new ArrayList<>();
        for (String word : some(statement, Words.quoted(statement.rest(), escape))) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw DockerfileException.atLine(statement.line(), "ARG names can not be blank");
            }
            declared.add(
                    equals < 0
                            ? new Pair(word, null)
                            : new Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return new Arg(declared);
    }

    private static List<Pair> named(Statement statement, char escape) throws DockerfileException {
        Flags.of(statement);
        some(statement, Words.byWhitespace(statement.rest()));
        List<Pair> pairs = Words.pairs(statement, escape);
        if (pairs.stream().anyMatch(pair -> pair.name().isEmpty())) {
            throw DockerfileException.atLine(statement.line(), statement.keyword() + " names can not be blank");
        }
        return pairs;
    }

    private static Run run(Statement statement) throws DockerfileException {
        Flags flags = Flags.of(statement, "mount", "network", "security");
        if (!flags.value("security").isEmpty() && !flags.value("security").equals("sandbox")) {
            throw DockerfileException.atLine(
                    statement.line(), "RUN --security=" + flags.value("security") + " is not supported");
        }
        CommandLine command = commandLine(statement.rest());
        return new Run(command, flags.values("mount"), flags.value("network"));
    }

    private static Copy copy(Statement statement, Flags flags, boolean unpacks) throws DockerfileException {
        Optional<List<String>> json = Words.json(statement.rest());
        List<String> words = some(statement, json.orElse(Words.byWhitespace(statement.rest())));
        if (words.size() < 2) {
            throw DockerfileException.atLine(
                    statement.line(),
                    statement.keyword() + " requires at least two arguments, but only one was provided."
                            + " Destination could not be determined");
        }
        return new Copy(
                unpacks,
                words.subList(0, words.size() - 1),
                words.getLast(),
                flags.value("chown"),
                flags.value("chmod"),
                flags.value("from"));
    }

    private static Volume volume(Statement statement) throws DockerfileException {
        Flags.of(statement);
        Optional<List<String>> json = Words.json(statement.rest());
        List<String> paths = some(statement, json.orElse(Words.byWhitespace(statement.rest())));
        if (paths.stream().anyMatch(String::isBlank)) {
            throw DockerfileException.atLine(statement.line(), "VOLUME specified can not be an empty string");
        }
        return new Volume(paths);
    }

    private static Shell shell(Statement statement) throws DockerfileException {
        Flags.of(statement);
        Optional<List<String>> json = Words.json(statement.rest());
        if (json.isEmpty() && !statement.rest().isEmpty()) {
            throw DockerfileException.atLine(statement.line(), "SHELL requires the arguments to be in JSON form");
        }
        return new Shell(some(statement, json.orElse(List.of())));
    }

    private static OnBuild onBuild(Statement statement) throws DockerfileException {
        Flags.of(statement);
        some(statement, Words.byWhitespace(statement.rest()));
        Statement trigger = Statements.read(statement.rest()).all().getFirst();
        switch (trigger.keyword()) {
            case "ONBUILD" ->
                throw DockerfileException.atLine(
                        statement.line(), "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
            case "MAINTAINER", "FROM" ->
                throw DockerfileException.atLine(
                        statement.line(), trigger.keyword() + " isn't allowed as an ONBUILD trigger");
            default -> {
                return new OnBuild(statement.rest());
            }
        }
    }

    private static CommandLine commandLine(Statement statement) throws DockerfileException {
        Flags.of(statement);
        return commandLine(statement.rest());
    }

    private static CommandLine commandLine(String rest) throws DockerfileException {
        Optional<List<String>> json = Words.json(rest);
        return json.isPresent()
                ? new CommandLine(json.get(), false)
                : new CommandLine(rest.isEmpty() ? List.of() : List.of(rest), true);
    }

    private static String one(Statement statement) throws DockerfileException {
        Flags.of(statement);
        if (statement.rest().isEmpty()) {
            throw DockerfileException.atLine(statement.line(), statement.keyword() + " requires exactly one argument");
        }
        return statement.rest();
    }

    private static List<String> some(Statement statement, List<String> words) throws DockerfileException {
        if (words.isEmpty()) {
            throw DockerfileException.atLine(statement.line(), statement.keyword() + " requires at least one argument");
        }
        return words;
    }
}
