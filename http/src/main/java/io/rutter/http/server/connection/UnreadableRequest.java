package io.rutter.http.server.connection;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is no HTTP request; in the form of all other errors, so that a client shows it. */
public final class UnreadableRequest extends ParsingErrorHandler {
    /** The HTTP layer finds the handler by this name. */
    public static final UnreadableRequest MODULE$ = new UnreadableRequest();

    private UnreadableRequest() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        log.debug("a request could not be read: {}", info.formatPretty());
        String message = new String(JsonStringEncoder.getInstance().quoteAsString(info.summary()));
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(ContentTypes.APPLICATION_JSON, "{\"message\":\"" + message + "\"}\n");
    }
}
