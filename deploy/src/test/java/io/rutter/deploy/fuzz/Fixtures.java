package io.rutter.deploy.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.UnixHttp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What there is for requests to meet: one of each kind. Made again now and then, and all else taken away. */
final class Fixtures {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String RENEW = """
            docker info --format '{{.Swarm.LocalNodeState}}' | grep -q ^active || docker swarm init --advertise-addr 127.0.0.1
            s=$(docker service ls -q); [ -z "$s" ] || docker service rm $s
            c=$(docker ps -aq --no-trunc); [ -z "$c" ] || docker rm -fv $c
            for n in $(docker network ls -q --filter type=custom); do curl -s -X DELETE --unix-socket "$SOCKET" http://e/networks/$n; done
            for kind in volume secret config; do v=$(docker $kind ls -q); [ -z "$v" ] || docker $kind rm $v || true; done
            docker image inspect base || "$BASE" | docker import - base
            docker network create net; docker volume create vol; echo x | docker secret create sec -; echo x | docker config create con -
            docker run -d --name web --stop-signal KILL -v vol:/vol -p 127.0.0.1::80 --network net -l a=b -e A=B \\
                --health-cmd true --health-interval 1h --memory 64m --cap-add NET_ADMIN --ulimit nofile=100 base sleep 1000000
            docker create --name idle --tmpfs /t --restart on-failure:3 --dns 10.0.0.1 --add-host a:10.0.0.1 base true
            docker service create -d --name svc --replicas 1 --limit-cpu 1 --constraint node.role==manager -l a=b \\
                --mount type=volume,source=vol,target=/vol base sleep 1000000
            """;
    private static final String KEEP = """
            for path in unpause start; do curl -s -m 10 -X POST --unix-socket "$SOCKET" http://e/containers/web/$path; done
            true
            """;

    private final Rutter rutter;
    private final ObjectMapper mapper = new ObjectMapper();

    Fixtures(Rutter rutter) {
        this.rutter = rutter;
    }

    void renew() {
        sh("set -e\n" + RENEW);
    }

    /** Cheap: only what is asked most is running again. */
    void keep() {
        sh(KEEP);
    }

    private void sh(String script) {
        String base =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        Outcome outcome = rutter.run(LIMIT, Map.of("BASE", base), "bash", "-c", script);
        if (!outcome.isFine()) {
            throw new IllegalStateException("what shall be there could not be made: " + outcome.output());
        }
    }

    Map<String, List<String>> names() {
        String exec = post("/containers/web/exec", "{\"Cmd\":[\"true\"],\"AttachStdout\":true}")
                .path("Id")
                .asText();
        return Map.of(
                "container", List.of("web", "web", "idle"),
                "image", List.of("base", "base:latest"),
                "network", List.of("net", "bridge", "none", "host"),
                "volume", List.of("vol"),
                "exec", List.of(exec),
                "service", List.of("svc"),
                "task", List.of(get("/tasks").path(0).path("ID").asText()),
                "node", List.of(get("/nodes").path(0).path("ID").asText()),
                "secret", List.of("sec"),
                "config", List.of("con"));
    }

    /** Whole bodies by their name in the route table. */
    Map<String, JsonNode> bodies() {
        Map<String, JsonNode> bodies = new HashMap<>(ofOwnWords());
        JsonNode web = get("/containers/web/json");
        ObjectNode container = web.path("Config").deepCopy();
        container.set("HostConfig", web.path("HostConfig"));
        container
                .putObject("NetworkingConfig")
                .set("EndpointsConfig", web.path("NetworkSettings").path("Networks"));
        ((ObjectNode) container.path("NetworkingConfig").path("EndpointsConfig").path("net")).put("NetworkID", "net");
        bodies.put("container", container);
        bodies.put("commit", web.path("Config"));
        bodies.put("update", web.path("HostConfig"));
        bodies.put("network", get("/networks/net"));
        bodies.put("volume", get("/volumes/vol"));
        bodies.put("service", get("/services/svc").path("Spec"));
        bodies.put("node", get("/nodes").path(0).path("Spec"));
        bodies.put("swarm", get("/swarm").path("Spec"));
        ObjectNode secret = get("/secrets/sec").path("Spec").deepCopy();
        bodies.put("secret", secret.put("Data", "eA=="));
        return bodies;
    }

    /** What no answer looks like. */
    private Map<String, JsonNode> ofOwnWords() {
        return Map.of(
                "exec", tree("""
                {"AttachStdin":false,"AttachStdout":true,"AttachStderr":true,"DetachKeys":"ctrl-p","Tty":false,"Env":["A=B"],
                "Cmd":["true"],"Privileged":false,"User":"0","WorkingDir":"/","ConsoleSize":[80,64]}"""),
                "start", tree("{\"Detach\":true,\"Tty\":false,\"ConsoleSize\":[80,64]}"),
                "connect", tree("""
                {"Container":"web","EndpointConfig":{"IPAMConfig":{"IPv4Address":"172.30.0.9","IPv6Address":"","LinkLocalIPs":[]},
                "Links":[],"Aliases":["x"],"MacAddress":"02:42:ac:11:00:09","DriverOpts":{"a":"b"},"GwPriority":0}}"""),
                "disconnect", tree("{\"Container\":\"idle\",\"Force\":false}"),
                "auth", tree("{\"username\":\"a\",\"password\":\"b\",\"serveraddress\":\"localhost:1\"}"),
                "init", tree("{\"ListenAddr\":\"0.0.0.0:2377\",\"AdvertiseAddr\":\"127.0.0.1\",\"Spec\":{}}"),
                "join", tree("{\"RemoteAddrs\":[\"127.0.0.1:1\"],\"JoinToken\":\"a\"}"),
                "unlock", tree("{\"UnlockKey\":\"a\"}"));
    }

    private JsonNode get(String path) {
        return tree(UnixHttp.send(rutter.socket(), "GET", path, "").body());
    }

    private JsonNode post(String path, String body) {
        return tree(UnixHttp.send(rutter.socket(), "POST", path, body).body());
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the engine answered no JSON: " + json, e);
        }
    }
}
