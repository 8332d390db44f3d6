package io.rutter.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.TestFolder;
import io.rutter.deploy.host.UnixHttp;
import io.rutter.deploy.host.UnixHttp.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that does not know what became of its request sends it again, to the same engine or to the next. */
class RetryIT {
    private static final Path FOLDER = TestFolder.of("retry");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CREATE = "{\"Image\":\"base\",\"Cmd\":[\"sleep\",\"1000\"],\"Volumes\":{\"/data\":{}}}";
    private static final String EXEC = "{\"Cmd\":[\"sh\",\"-c\",\"echo x >>/count\"],\"AttachStdout\":true}";

    @Test
    void aRetryIsAnsweredAsTheFirstAndDoneOnce() {
        try (Rutter rutter = Rutter.start(FOLDER)) {
            importBase(rutter);
            String id =
                    send(rutter, "create", "POST", "/containers/create", CREATE).field("Id");
            assertThat(send(rutter, "create", "POST", "/v1.41/containers/create", CREATE)
                            .field("Id"))
                    .isEqualTo(id);
            assertThat(send(rutter, "start", "POST", "/containers/" + id + "/start", "")
                            .status())
                    .isEqualTo(204);
            String exec = send(rutter, "exec", "POST", "/containers/" + id + "/exec", EXEC)
                    .field("Id");
            assertThat(send(rutter, "run", "POST", "/exec/" + exec + "/start", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(send(rutter, "run", "POST", "/exec/" + exec + "/start", "{}"))
                    .satisfies(again -> assertThat(again.status()).isEqualTo(409))
                    .satisfies(again -> assertThat(again.body()).contains("was started by this request before"));
            rutter.kill();
            rutter.startAgain();
            afterACrash(rutter, id, exec);
        }
    }

    private static void afterACrash(Rutter rutter, String id, String exec) {
        assertThat(send(rutter, "create", "POST", "/containers/create", CREATE).field("Id"))
                .isEqualTo(id);
        assertThat(send(rutter, "start", "POST", "/containers/" + id + "/start", "")
                        .status())
                .isEqualTo(204);
        assertThat(send(rutter, "exec", "POST", "/containers/" + id + "/exec", EXEC)
                        .field("Id"))
                .isEqualTo(exec);
        assertThat(rutter.docker("ps", "-aq").lines()).hasSize(1);
        assertThat(rutter.docker("exec", id, "wc", "-l", "/count")).startsWith("1 ");
        assertThat(send(rutter, "create", "POST", "/containers/create", CREATE.replace("1000", "1")))
                .satisfies(other -> assertThat(other.status()).isEqualTo(409))
                .satisfies(other -> assertThat(other.body()).contains("was used for another request"));
        String removal = "/containers/" + id + "?force=1&v=1";
        assertThat(send(rutter, "remove", "DELETE", removal, "").status()).isEqualTo(204);
        assertThat(send(rutter, "remove", "DELETE", removal, "").status()).isEqualTo(204);
        assertThat(send(rutter, "remove-2", "DELETE", removal, "").status()).isEqualTo(404);
        assertThat(rutter.docker("volume", "ls", "-q")).isBlank();
    }

    @Test
    void aRetryByNameMeetsWhatHadTheNameTheFirstTime() {
        try (Rutter rutter = Rutter.start(FOLDER)) {
            importBase(rutter);
            rutter.docker("create", "--name", "web", "base", "true");
            assertThat(send(rutter, "rename", "POST", "/containers/web/rename?name=old", "")
                            .status())
                    .isEqualTo(204);
            String second = rutter.docker("create", "--name", "web", "base", "true");
            assertThat(send(rutter, "rename", "POST", "/containers/web/rename?name=old", "")
                            .status())
                    .isEqualTo(204);
            assertThat(send(rutter, "remove", "DELETE", "/containers/old", "").status())
                    .isEqualTo(204);
            rutter.docker("rename", "web", "old");
            assertThat(send(rutter, "remove", "DELETE", "/containers/old", "").status())
                    .isEqualTo(204);
            assertThat(rutter.docker("ps", "-aq", "--no-trunc")).isEqualTo(second);
            assertThat(send(rutter, "commit", "POST", "/commit?container=old", ""))
                    .satisfies(commit -> assertThat(commit.status()).isEqualTo(400))
                    .satisfies(commit -> assertThat(commit.body()).contains("is not for a commit"));
        }
    }

    private static void importBase(Rutter rutter) {
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        assertThat(rutter.run(LIMIT, Map.of(), "bash", "-c", script + " | docker import - base")
                        .isFine())
                .isTrue();
    }

    private static Answer send(Rutter rutter, String request, String method, String path, String json) {
        return UnixHttp.send(rutter.socket(), method, path, json, "Rutter-Request-Id: " + request + "\r\n");
    }
}
