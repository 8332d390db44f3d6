package io.rutter.agent.runtime.oci.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.agent.linux.process.SeccompFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A filter of system calls before it is known which capabilities a container has. Source: Docker's seccomp profiles.
 *
 * @param defaultAction for what no rule names, such as {@code SCMP_ACT_ERRNO}
 * @param defaultErrno with that action
 */
record SeccompProfile(String defaultAction, int defaultErrno, List<Rule> rules) {
    private static final int EPERM = 1;
    private static final Map<String, Integer> ACTIONS = Map.of(
            "SCMP_ACT_ALLOW", SeccompFilter.ALLOW,
            "SCMP_ACT_ERRNO", SeccompFilter.ERRNO,
            "SCMP_ACT_KILL", 0,
            "SCMP_ACT_KILL_THREAD", 0,
            "SCMP_ACT_KILL_PROCESS", 0x80000000,
            "SCMP_ACT_TRAP", 0x00030000,
            "SCMP_ACT_LOG", 0x7ffc0000,
            "SCMP_ACT_TRACE", 0x7ff00000);
    private static final List<String> OPERATORS = List.of(
            "",
            "SCMP_CMP_NE",
            "SCMP_CMP_LT",
            "SCMP_CMP_LE",
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_MASKED_EQ");

    SeccompProfile {
        rules = List.copyOf(rules);
    }

    /** A comparison of an argument, in the profile's words. */
    record Argument(int index, String operator, long value, long valueTwo) {}

    /**
     * What happens to some calls.
     *
     * @param with capabilities of which all must be there; empty for always
     * @param without capabilities of which none may be there
     */
    record Rule(
            List<String> names,
            String action,
            int errno,
            List<Argument> arguments,
            List<String> with,
            List<String> without) {
        static Rule allow(List<String> names) {
            return new Rule(names, "SCMP_ACT_ALLOW", 0, List.of(), List.of(), List.of());
        }

        static Rule refuse(List<String> names, int errno) {
            return new Rule(names, "SCMP_ACT_ERRNO", errno, List.of(), List.of(), List.of());
        }

        Rule when(int index, String operator, long value, long valueTwo) {
            return new Rule(
                    names, action, errno, List.of(new Argument(index, operator, value, valueTwo)), with, without);
        }

        Rule with(String capability) {
            return new Rule(names, action, errno, arguments, List.of(capability), without);
        }

        Rule without(String capability) {
            return new Rule(names, action, errno, arguments, with, List.of(capability));
        }

        boolean applies(List<String> capabilities) {
            return capabilities.containsAll(with) && without.stream().noneMatch(capabilities::contains);
        }
    }

    /**
     * Reads a profile in Docker's or the runtime's form.
     *
     * @throws IllegalArgumentException with a sentence when it is none
     */
    static SeccompProfile parse(JsonNode json) {
        String action = json.path("defaultAction").asText();
        if (!ACTIONS.containsKey(action)) {
            throw new IllegalArgumentException("Decoding seccomp profile failed: no default action");
        }
        var rules = new ArrayList<Rule>();
        for (JsonNode rule : json.path("syscalls")) {
            List<String> names = texts(rule.path("names"));
            rules.add(new Rule(
                    names.isEmpty() ? List.of(rule.path("name").asText()) : names,
                    rule.path("action").asText(),
                    rule.path("errnoRet").asInt(EPERM),
                    arguments(rule.path("args")),
                    texts(rule.path("includes").path("caps")),
                    texts(rule.path("excludes").path("caps"))));
        }
        return new SeccompProfile(action, json.path("defaultErrnoRet").asInt(EPERM), rules);
    }

    private static List<Argument> arguments(JsonNode json) {
        var arguments = new ArrayList<Argument>();
        for (JsonNode argument : json) {
            arguments.add(new Argument(
                    argument.path("index").asInt(),
                    argument.path("op").asText(),
                    argument.path("value").asLong(),
                    argument.path("valueTwo").asLong()));
        }
        return arguments;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    /** For compiling. */
    SeccompFilter filter(List<String> capabilities) {
        return new SeccompFilter(
                action(defaultAction, defaultErrno),
                rules.stream()
                        .filter(rule -> rule.applies(capabilities))
                        .map(rule -> new SeccompFilter.Rule(
                                rule.names(),
                                action(rule.action(), rule.errno()),
                                rule.arguments().stream()
                                        .map(argument -> new SeccompFilter.Comparison(
                                                argument.index(),
                                                OPERATORS.indexOf(argument.operator()),
                                                argument.value(),
                                                argument.valueTwo()))
                                        .toList()))
                        .toList());
    }

    private static int action(String word, int errno) {
        int action = ACTIONS.getOrDefault(word, SeccompFilter.ERRNO);
        return action == SeccompFilter.ERRNO ? action | errno : action;
    }

    /** For a runtime that compiles it itself. */
    void write(ObjectNode seccomp, List<String> capabilities) {
        seccomp.put("defaultAction", defaultAction);
        if (defaultAction.equals("SCMP_ACT_ERRNO")) {
            seccomp.put("defaultErrnoRet", defaultErrno);
        }
        ArrayNode architectures = seccomp.putArray("architectures");
        if (System.getProperty("os.arch").equals("amd64")) {
            architectures.add("SCMP_ARCH_X86_64").add("SCMP_ARCH_X86").add("SCMP_ARCH_X32");
        } else {
            architectures.add("SCMP_ARCH_AARCH64").add("SCMP_ARCH_ARM");
        }
        ArrayNode calls = seccomp.putArray("syscalls");
        for (Rule rule : rules) {
            if (rule.applies(capabilities)) {
                ObjectNode call = calls.addObject().put("action", rule.action());
                OciProcess.texts(call.putArray("names"), rule.names());
                if (rule.action().equals("SCMP_ACT_ERRNO")) {
                    call.put("errnoRet", rule.errno());
                }
                ArrayNode arguments = call.putArray("args");
                for (Argument argument : rule.arguments()) {
                    arguments
                            .addObject()
                            .put("index", argument.index())
                            .put("op", argument.operator())
                            .put("value", argument.value())
                            .put("valueTwo", argument.valueTwo());
                }
            }
        }
    }
}
