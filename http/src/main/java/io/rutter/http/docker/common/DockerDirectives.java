package io.rutter.http.docker.common;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.onSuccess;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.ContentType;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.StreamLimitReachedException;
import org.apache.pekko.util.ByteString;

/** Pieces of routes that read a request as dockerd does. */
public final class DockerDirectives {
    /** More than any body of JSON that a client sends: a secret is 500 KB, a stack's config 1 MB, both in base64. */
    private static final long BODY_LIMIT_BYTES = 16L * 1024 * 1024;

    private DockerDirectives() {}

    /** True as Docker understands it; false when the parameter is missing. */
    public static Route boolParameter(String name, Function<Boolean, Route> inner) {
        return parameterOptional(name, text -> inner.apply(QueryText.bool(text.orElse(""))));
    }

    /** A boolean with a default of its own for when the parameter is missing. */
    public static Route boolParameter(String name, boolean missing, Function<Boolean, Route> inner) {
        return parameterOptional(
                name, text -> inner.apply(text.map(QueryText::bool).orElse(missing)));
    }

    /** A number of 32 bits; empty when missing or given as nothing. Refuses: Invalid. */
    public static Route intParameter(String name, Function<OptionalInt, Route> inner) {
        return parameterOptional(
                name,
                text -> inner.apply(text.filter(given -> !given.isEmpty())
                        .map(given -> OptionalInt.of(QueryText.integer(given)))
                        .orElseGet(OptionalInt::empty)));
    }

    /** A number of 64 bits; empty when missing or given as nothing. Refuses: Invalid. */
    public static Route longParameter(String name, Function<OptionalLong, Route> inner) {
        return parameterOptional(
                name,
                text -> inner.apply(text.filter(given -> !given.isEmpty())
                        .map(given -> OptionalLong.of(QueryText.longInteger(given)))
                        .orElseGet(OptionalLong::empty)));
    }

    /** The parameter {@code filters}. Refuses: Invalid, for names that are not allowed. */
    public static Route filters(Set<String> allowed, Function<Filters, Route> inner) {
        return parameterOptional("filters", text -> inner.apply(Filters.parse(text.orElse(null), allowed)));
    }

    /** A JSON body that must be there. Refuses: Invalid, for another content type, no body, and what is no such JSON. */
    public static <T> Route jsonBody(Class<T> type, Function<T, Route> inner) {
        return body(bytes -> inner.apply(JsonBody.read(bytes, type)));
    }

    /** A JSON body that may be missing. */
    public static <T> Route optionalJsonBody(Class<T> type, Function<Optional<T>, Route> inner) {
        return body(bytes -> inner.apply(bytes.isEmpty() ? Optional.empty() : Optional.of(JsonBody.read(bytes, type))));
    }

    /** Completes with what a future brings: the answer of a route that waits. */
    public static Route answer(CompletionStage<HttpResponse> response) {
        return completeWithFuture(response);
    }

    /** Completes with the answer to a reply: a refusal, or what the state after it becomes. */
    public static Route answer(CompletionStage<Reply> reply, Function<Reply.Done, HttpResponse> whenDone) {
        return completeWithFuture(reply.thenApply(heard -> switch (heard) {
            case Reply.Done done -> whenDone.apply(done);
            case Reply.Refused refused -> Answer.problem(refused.problem());
        }));
    }

    public static Route refuse(Problem problem) {
        return complete(Answer.problem(problem));
    }

    private static Route body(Function<ByteString, Route> inner) {
        return extractRequest(request -> extractMaterializer(materializer -> {
            boolean bodyless = request.entity().isKnownEmpty();
            Optional<Problem> refusal = JsonBody.checkType(contentType(request), bodyless);
            return refusal.map(DockerDirectives::refuse)
                    .orElseGet(() -> bodyless
                            ? inner.apply(ByteString.emptyByteString())
                            : onSuccess(collected(request, materializer), inner));
        }));
    }

    private static CompletionStage<ByteString> collected(HttpRequest request, Materializer materializer) {
        if (request.entity() instanceof HttpEntity.Strict strict) {
            return CompletableFuture.completedFuture(strict.getData());
        }
        return request.entity()
                .getDataBytes()
                .limitWeighted(BODY_LIMIT_BYTES, bytes -> (long) bytes.size())
                .runFold(ByteString.emptyByteString(), ByteString::concat, materializer)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof StreamLimitReachedException
                                ? Refused.invalid("the body is longer than " + BODY_LIMIT_BYTES + " bytes")
                                : failure));
    }

    /** As it was sent; the HTTP layer gives a body without one the type of plain bytes. */
    private static String contentType(HttpRequest request) {
        var type = request.entity().getContentType();
        return type.equals(ContentTypes.NO_CONTENT_TYPE) || type.equals(ContentTypes.APPLICATION_OCTET_STREAM)
                ? request.getHeader(ContentType.class).map(ContentType::value).orElse("")
                : type.toString();
    }
}
