package io.rutter.agent.image.build.steps;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Build arguments: what the client gave, what the Dockerfile declares, and which of it an instruction sees. */
final class BuildArguments {
    /** Known without being declared, and no part of a step's key: they say how to reach the net, not what to build. */
    private static final Set<String> PROXIES = Set.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "FTP_PROXY",
            "ftp_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy");

    private final Map<String, String> given;
    private final Map<String, @Nullable String> beforeStages = new LinkedHashMap<>();
    private final Map<String, @Nullable String> declared = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();

    BuildArguments(Map<String, String> given) {
        this.given = given;
    }

    /** Declared above the first FROM: seen by FROMs, and by a stage that declares it again. */
    void declareBeforeStages(String name, @Nullable String value) {
        used.add(name);
        beforeStages.put(name, value);
    }

    void declare(String name, @Nullable String value) {
        used.add(name);
        declared.put(name, value != null ? value : valueOf(name, beforeStages));
    }

    /** A new stage has declared nothing yet. */
    void beginStage() {
        declared.clear();
    }

    /** What FROMs see. */
    Map<String, String> forFrom() {
        return visible(beforeStages, Map.of());
    }

    /** What an instruction of the stage sees besides the environment, which goes first. */
    Map<String, String> besides(Map<String, String> environment) {
        Map<String, String> found = visible(declared, environment);
        for (String proxy : PROXIES) {
            String value = given.get(proxy);
            if (value != null && !environment.containsKey(proxy)) {
                found.put(proxy, value);
            }
        }
        return found;
    }

    /** What of it makes a difference to what is built. */
    Map<String, String> keyed(Map<String, String> environment) {
        Map<String, String> found = new TreeMap<>(visible(declared, environment));
        return found;
    }

    /** Given, and wanted by nobody. */
    Set<String> unused() {
        Set<String> found = new TreeSet<>(given.keySet());
        found.removeAll(used);
        found.removeAll(PROXIES);
        return found;
    }

    private Map<String, String> visible(Map<String, @Nullable String> among, Map<String, String> environment) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : among.keySet()) {
            String value = valueOf(name, among);
            if (value != null && !environment.containsKey(name)) {
                found.put(name, value);
            }
        }
        return found;
    }

    private @Nullable String valueOf(String name, Map<String, @Nullable String> among) {
        return given.containsKey(name) ? given.get(name) : among.get(name);
    }
}
