package io.rutter.http.server;

import static io.rutter.http.server.TestServer.readAll;
import static io.rutter.http.server.TestServer.readUntil;
import static io.rutter.http.server.TestServer.send;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.entity;
import static org.apache.pekko.http.javadsl.server.Directives.extractUnmatchedPath;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What client libraries of several languages and years send. */
@Timeout(60)
class OddClientsIT {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(routes());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Route routes() {
        return concat(
                path("echo", () -> entity(Unmarshaller.entityToString(), text -> complete("<" + text + ">"))),
                path("refuse", () -> complete("early")),
                pathPrefix(
                        "rest",
                        () -> extractUnmatchedPath(rest -> parameterOptional(
                                "filters", filters -> complete(rest + " " + filters.orElse("none"))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: docker", "Host: api.moby.localhost", "Host: ", "Host: %2Fvar%2Frun%2Fdocker.sock"})
    void takesTheHostsThatClientsInvent(String header) throws Exception {
        try (var client = server.connect()) {
            send(client, "GET /rest HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");
            assertThat(readAll(client)).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void takesFiltersThatAreNotEscapedAndNamesWithSlashes() throws Exception {
        try (var client = server.connect()) {
            send(
                    client,
                    "GET /rest/local/app:1.0/json?filters={\"name\":[\"web\"]} HTTP/1.1\r\nHost: d\r\n"
                            + "Connection: close\r\n\r\n");
            assertThat(readAll(client)).endsWith("/local/app:1.0/json {\"name\":[\"web\"]}");
        }
    }

    @Test
    void tellsAClientThatAsksFirstToGoOn() throws Exception {
        try (var client = server.connect()) {
            send(client, "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(readUntil(client, "\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            send(client, "hello");
            assertThat(readUntil(client, ">")).endsWith("<hello>");
        }
    }

    @Test
    void endsTheConnectionOfAnOldClient() throws Exception {
        try (var client = server.connect()) {
            send(client, "GET /rest HTTP/1.0\r\n\r\n");
            assertThat(readAll(client)).contains("200 OK").endsWith(" none");
        }
    }

    @Test
    void takesACredentialsHeaderOfAMegabyte() throws Exception {
        try (var client = server.connect()) {
            send(
                    client,
                    "GET /rest HTTP/1.1\r\nHost: d\r\nX-Registry-Auth: " + "a".repeat(1_000_000)
                            + "\r\nConnection: close\r\n\r\n");
            assertThat(readAll(client)).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void answersBeforeItHasReadABodyThatItDoesNotWant() throws Exception {
        try (var client = server.connect()) {
            send(client, "POST /refuse HTTP/1.1\r\nHost: d\r\nContent-Length: 1000000\r\n\r\nbegin");
            assertThat(readAll(client)).contains("Connection: close").endsWith("early");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /rest HTTP/1.1\r\nUser-Agent: without a host\r\n\r\n",
                "GET /rest HTTP/1.1\r\nHost: /var/run/docker.sock\r\n\r\n",
                "GET /rest HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String text) throws Exception {
        try (var client = server.connect()) {
            send(client, text);
            client.shutdownOutput();
            assertThat(readAll(client)).startsWith("HTTP/1.1 400").contains("{\"message\":\"");
        }
    }
}
