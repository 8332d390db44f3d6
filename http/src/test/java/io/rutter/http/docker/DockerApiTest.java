package io.rutter.http.docker;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.RequestVersion;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.japi.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerApiTest {
    record Body(String name) {}

    private static ActorSystem<Void> system;
    private static Function<HttpRequest, CompletionStage<HttpResponse>> api;

    @BeforeAll
    static void start() {
        system = ActorSystem.create(Behaviors.empty(), "docker-api-test");
        api = new DockerApi("0.1", List.of(DockerApiTest::first, DockerApiTest::second))
                .create()
                .handler(system);
    }

    @AfterAll
    static void stop() {
        system.terminate();
    }

    private static Route first() {
        return path(
                "version",
                () -> get(() -> extractRequest(
                        request -> complete(RequestVersion.of(request).toString()))));
    }

    private static Route second() {
        return concat(
                path(
                        "resize",
                        () -> post(() -> DockerDirectives.intParameter(
                                "h", height -> complete(Integer.toString(height.orElse(-1)))))),
                path(
                        "broken",
                        () -> get(() -> {
                            throw new IllegalStateException("this can't be");
                        })),
                path(
                        "create",
                        () -> post(
                                () -> DockerDirectives.jsonBody(Body.class, body -> complete(Answer.created(body))))));
    }

    private static HttpResponse ask(HttpRequest request) throws Exception {
        return api.apply(request).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static String text(HttpResponse response) throws Exception {
        return response.entity()
                .toStrict(1_000, system)
                .toCompletableFuture()
                .get(1, TimeUnit.SECONDS)
                .getData()
                .utf8String();
    }

    @Test
    void servesPathsWithAndWithoutAVersion() throws Exception {
        assertThat(text(ask(HttpRequest.GET("/v1.30/version")))).isEqualTo("1.30");
        assertThat(text(ask(HttpRequest.GET("/version")))).isEqualTo("1.51");
        assertThat(text(ask(HttpRequest.POST("/v1.51/resize?h=5")))).isEqualTo("5");
    }

    @Test
    void putsDockersHeadersOnEveryAnswer() throws Exception {
        for (String path : List.of("/version", "/nope")) {
            HttpResponse response = ask(HttpRequest.GET(path));
            assertThat(response.getHeader("Api-Version").orElseThrow().value()).isEqualTo("1.51");
            assertThat(response.getHeader("Docker-Experimental").orElseThrow().value())
                    .isEqualTo("false");
            assertThat(response.getHeader("Ostype").orElseThrow().value()).isEqualTo("linux");
            assertThat(response.getHeader("Server").orElseThrow().value()).isEqualTo("Rutter/0.1 (linux)");
        }
    }

    @Test
    void answersWhatItDoesNotKnowAsDockerdDoes() throws Exception {
        for (HttpRequest request : List.of(
                HttpRequest.GET("/nope"), HttpRequest.GET("/v1.30/nope"), HttpRequest.DELETE("/v1.30/version"))) {
            HttpResponse response = ask(request);
            assertThat(response.status().intValue()).isEqualTo(404);
            assertThat(text(response)).isEqualTo("{\"message\":\"page not found\"}\n");
        }
    }

    @Test
    void whatIsNotThereYetSaysItsNameWith501() throws Exception {
        for (String path : List.of("/plugins/privileges", "/v1.51/session", "/grpc", "/containers/a/checkpoints")) {
            HttpResponse response = ask(HttpRequest.GET(path));
            assertThat(response.status().intValue()).isEqualTo(501);
            assertThat(text(response)).contains("not there yet in Rutter: ");
        }
    }

    @Test
    void ofPluginsThereAreNone() throws Exception {
        assertThat(text(ask(HttpRequest.GET("/v1.51/plugins"))).strip()).isEqualTo("[]");
        assertThat(ask(HttpRequest.GET("/plugins?filters=%7B%22bad%22%3A%5B%22x%22%5D%7D"))
                        .status()
                        .intValue())
                .isEqualTo(400);
        assertThat(ask(HttpRequest.POST("/plugins/pull?remote=a/b")).status().intValue())
                .isEqualTo(501);
    }

    @Test
    void refusesVersionsThatAreTooOldOrTooNew() throws Exception {
        HttpResponse tooNew = ask(HttpRequest.GET("/v1.52/version"));
        assertThat(tooNew.status().intValue()).isEqualTo(400);
        assertThat(text(tooNew)).contains("client version 1.52 is too new");
        assertThat(text(ask(HttpRequest.GET("/v1.23/version")))).contains("client version 1.23 is too old");
    }

    @Test
    void refusesBadParametersAndBodiesWith400() throws Exception {
        HttpResponse bad = ask(HttpRequest.POST("/resize?h=x"));
        assertThat(bad.status().intValue()).isEqualTo(400);
        assertThat(text(bad)).isEqualTo("{\"message\":\"strconv.Atoi: parsing \\\"x\\\": invalid syntax\"}\n");
        HttpResponse plain = ask(HttpRequest.POST("/create").withEntity("{}"));
        assertThat(text(plain)).contains("must be 'application/json'");
        assertThat(text(ask(HttpRequest.POST("/create")))).contains("got EOF while reading request body");
        HttpResponse cut = ask(HttpRequest.POST("/create").withEntity(ContentTypes.APPLICATION_JSON, "{\"Name\":"));
        assertThat(cut.status().intValue()).isEqualTo(400);
        assertThat(text(cut)).contains("unexpected EOF");
    }

    @Test
    void readsABodyAndAnswersCreated() throws Exception {
        HttpResponse created =
                ask(HttpRequest.POST("/create").withEntity(ContentTypes.APPLICATION_JSON, "{\"Name\":\"a\"}"));
        assertThat(created.status().intValue()).isEqualTo(201);
        assertThat(text(created)).isEqualTo("{\"Name\":\"a\"}\n");
    }

    @Test
    void showsNoStackTraceWhenTheEngineFails() throws Exception {
        HttpResponse broken = ask(HttpRequest.GET("/broken"));
        assertThat(broken.status().intValue()).isEqualTo(500);
        assertThat(text(broken)).contains("the engine failed").doesNotContain("\tat ");
    }
}
