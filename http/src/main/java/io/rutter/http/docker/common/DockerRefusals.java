package io.rutter.http.docker.common;

import static org.apache.pekko.http.javadsl.server.Directives.complete;

import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MalformedQueryParamRejection;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.MissingQueryParamRejection;
import org.apache.pekko.http.javadsl.server.Rejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.scaladsl.model.ExceptionWithErrorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What no route answers, in dockerd's form: always {@code {"message": …}}, never a stack trace. */
public final class DockerRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(DockerRefusals.class);
    private static final String NOT_FOUND = "page not found";

    private DockerRefusals() {}

    /** A wrong method is an unknown page too, as in dockerd. */
    public static RejectionHandler rejections() {
        return RejectionHandler.newBuilder()
                .handle(
                        MissingQueryParamRejection.class,
                        missing -> invalid("missing parameter: " + missing.parameterName()))
                .handle(
                        MalformedQueryParamRejection.class,
                        malformed -> invalid("invalid value for parameter " + malformed.parameterName() + ": "
                                + malformed.errorMsg()))
                .handleAll(MethodRejection.class, _ -> notFound())
                .handleAll(
                        Rejection.class, rejections -> invalid("the request was not understood: " + rejections.get(0)))
                .handleNotFound(notFound())
                .build();
    }

    public static ExceptionHandler exceptions() {
        return ExceptionHandler.newBuilder()
                .match(Refused.class, refused -> complete(Answer.problem(refused.problem())))
                .match(
                        ExceptionWithErrorInfo.class,
                        illegal -> invalid(illegal.info().summary()))
                .matchAny(failure -> {
                    LOG.error("a request failed", failure);
                    return complete(Answer.error(
                            StatusCodes.INTERNAL_SERVER_ERROR,
                            "the engine failed: " + failure.getClass().getSimpleName() + ": its log tells more"));
                })
                .build();
    }

    /** What dockerd answers for a path that it does not know. */
    public static Route notFound() {
        return complete(Answer.error(StatusCodes.NOT_FOUND, NOT_FOUND));
    }

    private static Route invalid(String message) {
        return complete(Answer.error(StatusCodes.BAD_REQUEST, message));
    }
}
