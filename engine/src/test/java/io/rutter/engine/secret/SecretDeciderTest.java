package io.rutter.engine.secret;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;
import static io.rutter.engine.entity.History.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.History;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.secret.SecretCommand.CreateSecret;
import io.rutter.engine.secret.SecretCommand.RelabelSecret;
import io.rutter.engine.secret.SecretCommand.RemoveSecret;
import io.rutter.engine.secret.SecretEvent.SecretCreated;
import io.rutter.engine.secret.SecretEvent.SecretRelabelled;
import io.rutter.engine.secret.SecretEvent.SecretRemoved;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A secret's life: what is asked of it and what comes of that. */
class SecretDeciderTest {
    private static final EntityKey KEY = new EntityKey(Kind.SECRET, "id");
    private static final EntityKey OTHER = new EntityKey(Kind.SECRET, "other");
    private static final EntityKey SERVICE = new EntityKey(Kind.SERVICE, "web");
    private static final SecretSpec SPEC = spec("key", Map.of(), "c2VjcmV0");

    private static SecretSpec spec(String name, Map<String, String> labels, String base64) {
        return new SecretSpec(name, labels, new SealedBytes("", base64), "", Map.of(), "");
    }

    private static History<SecretCommand, SecretEvent, Secret> given(SecretEvent... events) {
        return History.given(KEY, new SecretDecider("id"), events);
    }

    private static History<SecretCommand, SecretEvent, Secret> created() {
        return given(new SecretCreated("id", SPEC, NOW));
    }

    @Test
    void aNameIsTakenOnce() {
        assertThat(given().when(new CreateSecret(SPEC))).isEqualTo(accept(new SecretCreated("id", SPEC, NOW)));
        assertThat(given().claimed(OTHER, new Claim.Name(Kind.SECRET, "key")).when(new CreateSecret(SPEC)))
                .isEqualTo(refuse(
                        new Problem.Conflict("rpc error: code = AlreadyExists desc = secret key already exists")));
    }

    @Test
    void itsDataCannotBeChanged() {
        assertThat(created().when(new RelabelSecret(1, spec("key", Map.of(), "b3RoZXI="))))
                .isEqualTo(refuse(invalid("only updates to Labels are allowed")));
    }

    @Test
    void itsLabelsCanBeChangedWithoutGivingTheDataAgain() {
        assertThat(created().when(new RelabelSecret(1, spec("key", Map.of("a", "b"), ""))))
                .isEqualTo(accept(new SecretRelabelled(2, Map.of("a", "b"), NOW)));
    }

    @Test
    void aWriterWhoKnowsAnOlderVersionIsRefused() {
        assertThat(created()
                        .then(new RelabelSecret(1, spec("key", Map.of("a", "b"), "")))
                        .when(new RelabelSecret(1, spec("key", Map.of("a", "c"), ""))))
                .isEqualTo(refuse(new Problem.Conflict("rpc error: code = Unknown desc = update out of sequence")));
    }

    @Test
    void itStaysWhileAServiceUsesIt() {
        assertThat(created().when(new RemoveSecret())).isEqualTo(accept(new SecretRemoved("id", "key", NOW)));
        assertThat(created()
                        .claimed(SERVICE, new Claim.Use(Kind.SECRET, "id", "web"))
                        .when(new RemoveSecret()))
                .isEqualTo(refuse(invalid("secret 'key' is in use by the following service: web")));
    }

    @Test
    void whatIsGoneIsNotFoundAndItsNameIsFree() {
        var gone = created().then(new RemoveSecret());
        assertThat(gone.when(new RemoveSecret())).isEqualTo(refuse(new Problem.NotFound("secret id not found")));
        assertThat(gone.when(new CreateSecret(SPEC))).isEqualTo(accept(new SecretCreated("id", SPEC, NOW)));
    }

    @Test
    void emptyHugeAndBadlyNamedOnesAreRefused() {
        String size = "secret data must be larger than 0 and less than 512000 bytes";
        assertThat(given().when(new CreateSecret(spec("key", Map.of(), "")))).isEqualTo(refuse(invalid(size)));
        assertThat(given().when(new CreateSecret(spec("key", Map.of(), "A".repeat(800_000)))))
                .isEqualTo(refuse(invalid(size)));
        assertThat(given().when(new CreateSecret(spec("", Map.of(), "QQ=="))))
                .isEqualTo(refuse(invalid("name must be provided")));
        assertThat(given().when(new CreateSecret(spec("-key", Map.of(), "QQ=="))))
                .isEqualTo(refuse(invalid("invalid name, only 64 [a-zA-Z0-9-_.] characters allowed,"
                        + " and the start and end character must be [a-zA-Z0-9]")));
    }

    @Test
    void printingItShowsNothingOfIt() {
        assertThat(created().state().toString()).doesNotContain("c2VjcmV0");
    }

    private static Problem invalid(String words) {
        return new Problem.Invalid("rpc error: code = InvalidArgument desc = " + words);
    }
}
