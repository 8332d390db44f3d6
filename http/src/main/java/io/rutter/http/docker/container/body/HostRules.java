package io.rutter.http.docker.container.body;

import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.http.docker.common.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a container's request may not say, on a host like this. Refusals in Docker's words. */
public final class HostRules {
    private static final int OOM_SCORE_LIMIT = 1000;
    private static final Pattern DEVICE_RULE = Pattern.compile("[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}");
    private static final Set<String> TRUTHS =
            Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

    private final HostFacts facts;

    public HostRules(HostFacts facts) {
        this.facts = facts;
    }

    /** Warnings to give with the answer. */
    List<String> check(ContainerConfig config, HostConfig host) {
        if (host.autoRemove() && host.restartPolicy().rule() != RestartPolicy.Rule.NO) {
            throw Refused.invalid("can't create 'AutoRemove' container with restart policy");
        }
        if (host.security().utsMode().equals("host") && !config.hostname().isEmpty()) {
            throw Refused.invalid("conflicting options: hostname and the UTS mode");
        }
        if (host.shmSizeBytes() < 0) {
            throw Refused.invalid("SHM size can not be less than 0");
        }
        security(host.security());
        LogRules.check(host.logConfig());
        TmpfsRules.check(host.tmpfs());
        runtime(host.runtime());
        for (String rule : host.resources().deviceCgroupRules()) {
            if (!DEVICE_RULE.matcher(rule).matches()) {
                throw Refused.invalid("invalid device cgroup rule format: '" + rule + "'");
            }
        }
        var warnings = new ArrayList<>(new LimitRules(facts).check(host.resources()));
        if (host.network().mode().equals("host")
                && !host.network().portBindings().isEmpty()) {
            warnings.add("Published ports are discarded when using host network mode");
        }
        if (config.image().startsWith("moby/buildkit")) {
            throw new Refused(new io.rutter.engine.entity.Problem.Missing(
                    "a builder in a container is not there yet, and its builds would not land in this engine: build with"
                            + " DOCKER_BUILDKIT=0 docker build"));
        }
        return warnings;
    }

    private void security(Security security) {
        capabilities("CapAdd", security.capAdd());
        capabilities("CapDrop", security.capDrop());
        if (Math.abs(security.oomScoreAdj()) > OOM_SCORE_LIMIT) {
            throw Refused.invalid(
                    "Invalid value " + security.oomScoreAdj() + ", range for oom score adj is [-1000, 1000]");
        }
        switch (security.cgroupnsMode()) {
            case "", "host", "private" -> {}
            default -> throw Refused.invalid("invalid cgroup namespace mode: " + security.cgroupnsMode());
        }
        mode(security.pidMode(), "invalid PID mode: ", Set.of("", "host"));
        mode(security.ipcMode(), "Invalid IPC mode: ", Set.of("", "host", "private", "shareable", "none"));
        switch (security.utsMode()) {
            case "", "host" -> {}
            default -> throw Refused.invalid("invalid UTS mode: " + security.utsMode());
        }
        security.securityOpt().forEach(HostRules::securityOption);
    }

    private static void mode(String mode, String words, Set<String> known) {
        boolean joins = mode.startsWith("container:") && mode.length() > "container:".length();
        if (!joins && !known.contains(mode)) {
            throw Refused.invalid(words + mode);
        }
    }

    private static void capabilities(String field, List<String> names) {
        for (String name : names) {
            String upper = name.toUpperCase(Locale.ROOT);
            String full = upper.startsWith("CAP_") ? upper : "CAP_" + upper;
            if (!upper.equals("ALL") && !Capabilities.KNOWN.contains(full)) {
                throw Refused.invalid("invalid " + field + ": unknown capability: \"" + full + "\"");
            }
        }
    }

    private static void securityOption(String option) {
        String[] parts = option.split("[=:]", 2);
        boolean bare = parts.length == 1;
        boolean known = switch (parts[0]) {
            case "no-new-privileges" -> bare || TRUTHS.contains(parts[1]);
            case "seccomp", "label", "apparmor", "systempaths" -> !bare;
            default -> false;
        };
        if (!known) {
            throw Refused.invalid("invalid --security-opt " + (bare ? 1 : 2) + ": \"" + option + "\"");
        }
    }

    private void runtime(String runtime) {
        if (!runtime.isEmpty() && !facts.runtimes().containsKey(runtime)) {
            throw Refused.invalid("Unknown runtime specified " + runtime);
        }
    }

    /** With what Docker makes of limits that were left open, and without those that this kernel can't hold. */
    HostConfig settled(HostConfig host) {
        return host.withLimits(new LimitRules(facts).settled(host.resources(), null), host.restartPolicy());
    }

    /** As {@link #settled(HostConfig)}, of limits alone. */
    Resources settled(Resources limits) {
        return new LimitRules(facts).settled(limits, 0L);
    }

    /** The limits alone, as an update gives them. */
    List<String> check(Resources resources) {
        return new LimitRules(facts).check(resources);
    }
}
