package io.rutter.http.docker.common;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rutter.engine.entity.Problem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Answers as dockerd gives them. */
public final class Answer {
    private static final String RETRY_AFTER_SECONDS = "1";

    /** What dockerd writes where a body has one message only. */
    record ErrorBody(@JsonProperty("message") String message) {}

    private Answer() {}

    public static HttpResponse json(StatusCode status, Object value) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, DockerJson.write(value)));
    }

    public static HttpResponse ok(Object value) {
        return json(StatusCodes.OK, value);
    }

    public static HttpResponse created(Object value) {
        return json(StatusCodes.CREATED, value);
    }

    /** 204. */
    public static HttpResponse noContent() {
        return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
    }

    /** A stream of JSON values (progress, events); the head goes out at once. */
    public static HttpResponse jsonStream(Source<ByteString, ?> pieces) {
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(
                        ContentTypes.APPLICATION_JSON, pieces.mapMaterializedValue(ignored -> ignored)));
    }

    /** {@code {"message": …}}, which docker's clients show. */
    public static HttpResponse error(StatusCode status, String message) {
        return json(status, new ErrorBody(message));
    }

    /** A refusal. The one place where a problem becomes a status. */
    public static HttpResponse problem(Problem problem) {
        String message = problem.message();
        return switch (problem) {
            case Problem.NotModified _ -> HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED);
            case Problem.Invalid _ -> error(StatusCodes.BAD_REQUEST, message);
            case Problem.Unauthorized _ -> error(StatusCodes.UNAUTHORIZED, message);
            case Problem.Forbidden _ -> error(StatusCodes.FORBIDDEN, message);
            case Problem.NotFound _ -> error(StatusCodes.NOT_FOUND, message);
            case Problem.Conflict _ -> error(StatusCodes.CONFLICT, message);
            case Problem.Broken _ -> error(StatusCodes.INTERNAL_SERVER_ERROR, message);
            case Problem.Missing _ -> error(StatusCodes.NOT_IMPLEMENTED, message);
            case Problem.Busy _ ->
                error(StatusCodes.SERVICE_UNAVAILABLE, message)
                        .addHeader(RawHeader.create("Retry-After", RETRY_AFTER_SECONDS));
            case Problem.Unavailable _ -> error(StatusCodes.SERVICE_UNAVAILABLE, message);
        };
    }
}
