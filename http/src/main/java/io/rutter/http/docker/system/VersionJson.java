package io.rutter.http.docker.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.cluster.EngineBuild;
import io.rutter.http.docker.common.ApiVersion;
import io.rutter.http.docker.json.Json;
import java.util.Map;

/** {@code GET /version}. */
final class VersionJson {
    /** Where Docker names its compiler, a client shows ours. */
    private static final String JAVA = "none (Java " + Runtime.version().feature() + ")";

    private VersionJson() {}

    static ObjectNode version(EngineBuild build, HostFacts host) {
        String architecture = architecture(host);
        ObjectNode object = Json.object();
        object.putObject("Platform").put("Name", "Rutter");
        ArrayNode components = object.putArray("Components");
        ObjectNode engine = components.addObject().put("Name", "Engine").put("Version", build.version());
        engine.putObject("Details")
                .put("ApiVersion", ApiVersion.MAX.toString())
                .put("Arch", architecture)
                .put("BuildTime", build.time())
                .put("Experimental", "false")
                .put("GitCommit", build.commit())
                .put("GoVersion", JAVA)
                .put("JavaVersion", Runtime.version().toString())
                .put("KernelVersion", host.kernelVersion())
                .put("MinAPIVersion", ApiVersion.MIN.toString())
                .put("Os", "linux");
        host.runtimes().forEach((name, text) -> component(components, name, text));
        component(components, "conmon", host.conmonVersion());
        return object.put("Version", build.version())
                .put("ApiVersion", ApiVersion.MAX.toString())
                .put("MinAPIVersion", ApiVersion.MIN.toString())
                .put("GitCommit", build.commit())
                .put("GoVersion", JAVA)
                .put("Os", "linux")
                .put("Arch", architecture)
                .put("KernelVersion", host.kernelVersion())
                .put("BuildTime", build.time());
    }

    private static void component(ArrayNode components, String name, String version) {
        components.addObject().put("Name", name).put("Version", version).set("Details", Json.map(Map.of()));
    }

    /** As Go names it. */
    private static String architecture(HostFacts host) {
        return switch (host.architecture()) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> host.architecture();
        };
    }
}
