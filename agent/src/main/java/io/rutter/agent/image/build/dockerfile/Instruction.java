package io.rutter.agent.image.build.dockerfile;

import io.rutter.engine.image.ImageConfig.HealthcheckConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement means. Variables are still names; they are filled in when the instruction's turn comes. */
public sealed interface Instruction {
    /** @param name of the stage; empty for none */
    record From(String image, String name, String platform) implements Instruction {}

    /** @param declared name to default value, null for none */
    record Arg(List<Pair> declared) implements Instruction {
        public Arg {
            declared = List.copyOf(declared);
        }
    }

    record Env(List<Pair> pairs) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    record Label(List<Pair> pairs) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    record Maintainer(String name) implements Instruction {}

    /** @param mounts what {@code --mount} asked for; {@code network} and {@code security} likewise */
    record Run(CommandLine command, List<String> mounts, String network) implements Instruction {
        public Run {
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * ADD or COPY.
     *
     * @param unpacks ADD, which unpacks local archives
     */
    record Copy(boolean unpacks, List<String> sources, String destination, String owner, String mode, String from)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
        }
    }

    record Workdir(String path) implements Instruction {}

    record User(String user) implements Instruction {}

    record Expose(List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    record Volume(List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    record Cmd(CommandLine command) implements Instruction {}

    record Entrypoint(CommandLine command) implements Instruction {}

    record Shell(List<String> words) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }
    }

    record StopSignal(String signal) implements Instruction {}

    record Health(HealthcheckConfig check) implements Instruction {}

    record OnBuild(String trigger) implements Instruction {}

    /** A name and its value. */
    record Pair(String name, @Nullable String value) {}

    /**
     * What to run.
     *
     * @param shellForm one word for the image's shell; else the words themselves
     */
    record CommandLine(List<String> words, boolean shellForm) {
        public CommandLine {
            words = List.copyOf(words);
        }

        /** The words to run, with the shell before a shell form. */
        public List<String> words(List<String> shell) {
            if (!shellForm) {
                return words;
            }
            List<String> all = new java.util.ArrayList<>(shell);
            all.addAll(words);
            return all;
        }
    }
}
