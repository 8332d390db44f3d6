package io.rutter.http.docker.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.assignment.ImageOperations.BuildOptions;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.DockerJson;
import io.rutter.http.docker.common.QueryText;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.image.ImageNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query of a build.
 *
 * @param names familiar form, to point to the result
 */
record BuildParameters(BuildOptions options, List<String> names) {
    /** Refuses: Invalid for what is no such option, Missing for what is not there yet. */
    static BuildParameters read(Map<String, List<String>> query) {
        unsupported(query);
        var options = new BuildOptions(
                text(query, "dockerfile").isEmpty() ? "Dockerfile" : text(query, "dockerfile"),
                text(query, "target"),
                map(query, "buildargs"),
                map(query, "labels"),
                bool(query, "nocache"),
                bool(query, "pull"),
                bool(query, "q"),
                !query.containsKey("rm") || bool(query, "rm"),
                false,
                text(query, "networkmode"),
                hosts(query),
                number(query, "memory"),
                number(query, "memswap"),
                number(query, "cpushares"),
                number(query, "cpuquota"),
                number(query, "cpuperiod"),
                text(query, "cpusetcpus"),
                number(query, "shmsize"),
                list(query, "cachefrom"),
                text(query, "platform"));
        var names = new ArrayList<String>();
        for (String name : query.getOrDefault("t", List.of())) {
            if (!name.isEmpty()) {
                names.add(ImageNames.familiar(name, ""));
            }
        }
        return new BuildParameters(options, names);
    }

    private static void unsupported(Map<String, List<String>> query) {
        if (text(query, "version").equals("2")) {
            throw missing("BuildKit's protocol is not there yet: build with DOCKER_BUILDKIT=0 docker build");
        }
        if (!text(query, "remote").isEmpty() && !text(query, "remote").equals("client-session")) {
            throw missing("building from a remote context is not there yet: send the directory itself");
        }
        if (bool(query, "squash")) {
            throw missing("squashing layers is not there: leave out --squash");
        }
        if (!text(query, "outputs").isEmpty() && !text(query, "outputs").equals("[]")) {
            throw missing("other outputs of a build than an image are not there yet");
        }
    }

    private static Refused missing(String sentence) {
        return new Refused(new Problem.Missing(sentence));
    }

    private static String text(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static boolean bool(Map<String, List<String>> query, String name) {
        return QueryText.bool(text(query, name));
    }

    private static long number(Map<String, List<String>> query, String name) {
        String text = text(query, name);
        return text.isEmpty() ? 0 : QueryText.longInteger(text);
    }

    private static List<String> hosts(Map<String, List<String>> query) {
        String text = text(query, "extrahosts");
        return text.isEmpty() ? List.of() : text.startsWith("[") ? list(query, "extrahosts") : List.of(text.split(","));
    }

    /** A build argument without a value is one that the client does not have either. */
    private static Map<String, String> map(Map<String, List<String>> query, String name) {
        JsonNode node = json(query, name);
        var map = new LinkedHashMap<String, String>();
        node.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                map.put(field.getKey(), field.getValue().textValue());
            } else if (!field.getValue().isNull()) {
                throw Refused.invalid("error reading build options: " + name + " must be texts");
            }
        });
        return map;
    }

    private static List<String> list(Map<String, List<String>> query, String name) {
        var list = new ArrayList<String>();
        json(query, name).forEach(item -> list.add(item.asText()));
        return list;
    }

    private static JsonNode json(Map<String, List<String>> query, String name) {
        String text = text(query, name);
        try {
            JsonNode node = text.isEmpty() ? null : DockerJson.mapper().readTree(text);
            return node == null ? DockerJson.mapper().createObjectNode() : node;
        } catch (JsonProcessingException _) {
            throw Refused.invalid("error reading build options: " + name + " is no JSON");
        }
    }
}
