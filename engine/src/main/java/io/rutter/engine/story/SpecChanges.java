package io.rutter.engine.story;

import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two specifications of a service, a few words each. */
final class SpecChanges {
    private static final double NANOS_A_CPU = 1e9;

    private final List<String> words = new ArrayList<>();

    private SpecChanges() {}

    /** Empty where nothing differs that people would name. */
    static List<String> of(ServiceSpec before, ServiceSpec after) {
        var changes = new SpecChanges();
        changes.mode(before.mode(), after.mode());
        changes.container(before.task().container(), after.task().container());
        changes.template(before.task(), after.task());
        changes.ports(before.endpointOrDefault(), after.endpointOrDefault());
        changes.pairs("label", before.labels(), after.labels());
        changes.other("update settings", before.update(), after.update());
        changes.other("rollback settings", before.rollback(), after.rollback());
        boolean unnamed = changes.words.isEmpty() && !before.equals(after);
        return unnamed ? List.of("settings of its tasks") : List.copyOf(changes.words);
    }

    private void mode(ServiceMode before, ServiceMode after) {
        if (before.shape() != after.shape()) {
            change("mode", before.shape().word(), after.shape().word());
        } else if (before.replicas() != after.replicas()) {
            change("replicas", "" + before.replicas(), "" + after.replicas());
        } else if (before.totalCompletions() != after.totalCompletions()) {
            change("completions", "" + before.totalCompletions(), "" + after.totalCompletions());
        }
    }

    private void container(TaskContainer before, TaskContainer after) {
        change("image", before.image(), after.image());
        change("entrypoint", line(before.command()), line(after.command()));
        change("command", line(before.args()), line(after.args()));
        lists("env", before.env(), after.env());
        pairs("container label", before.labels(), after.labels());
        change("user", before.user(), after.user());
        change("working directory", before.dir(), after.dir());
        change("hostname", before.hostname(), after.hostname());
        other("mounts", before.mounts(), after.mounts());
        other("health check", before.healthcheck(), after.healthcheck());
        other("secrets", before.secrets(), after.secrets());
        other("configs", before.configs(), after.configs());
    }

    private void template(TaskTemplate before, TaskTemplate after) {
        lists(
                "constraint",
                before.placementOrDefault().constraints(),
                after.placementOrDefault().constraints());
        change("limits", resources(before.limits()), resources(after.limits()));
        change("reservations", resources(before.reservations()), resources(after.reservations()));
        other("networks", before.networks(), after.networks());
        other("restart policy", before.restartOrDefault(), after.restartOrDefault());
        if (before.forceUpdate() != after.forceUpdate()) {
            words.add("forced");
        }
    }

    private static String resources(TaskResources resources) {
        var parts = new ArrayList<String>();
        if (resources.nanoCpus() > 0) {
            parts.add(resources.nanoCpus() / NANOS_A_CPU + " CPUs");
        }
        if (resources.memoryBytes() > 0) {
            parts.add(Amounts.bytes(resources.memoryBytes()));
        }
        return String.join(" and ", parts);
    }

    private void ports(EndpointSpec before, EndpointSpec after) {
        lists(
                "port",
                before.ports().stream().map(SpecChanges::port).toList(),
                after.ports().stream().map(SpecChanges::port).toList());
        if (before.resolution() != after.resolution()) {
            words.add("endpoint mode");
        }
    }

    private static String port(ServicePort port) {
        String published = port.publishedPort() == 0 ? "" : port.publishedPort() + ":";
        return published + port.targetPort() + "/" + port.protocol();
    }

    private void pairs(String what, Map<String, String> before, Map<String, String> after) {
        lists(what, lines(before), lines(after));
    }

    private static List<String> lines(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /** Entries of the form {@code key=value} that differ, key by key. */
    private void lists(String what, List<String> before, List<String> after) {
        var gone = new TreeSet<>(before);
        after.forEach(gone::remove);
        var come = new TreeSet<>(after);
        before.forEach(come::remove);
        for (String line : come) {
            String key = key(line);
            String old = line.contains("=")
                    ? gone.stream()
                            .filter(each -> key(each).equals(key))
                            .findFirst()
                            .orElse(null)
                    : null;
            if (old == null) {
                words.add(what + " " + line + " added");
            } else {
                gone.remove(old);
                words.add(what + " " + old + " → " + line);
            }
        }
        gone.forEach(line -> words.add(what + " " + line + " removed"));
    }

    private static String key(String line) {
        int equals = line.indexOf('=');
        return equals < 0 ? line : line.substring(0, equals);
    }

    private void change(String what, String before, String after) {
        if (!before.equals(after)) {
            words.add(what + " " + named(before) + " → " + named(after));
        }
    }

    private static String named(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private void other(String what, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            words.add(what);
        }
    }

    private static String line(List<String> words) {
        return String.join(" ", words);
    }
}
