package io.rutter.http.request;

import java.io.InputStream;
import java.time.Duration;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.StreamConverters;

/** Bodies of any size, read where blocking is fine. */
public final class Uploads {
    /** Archives. */
    public static final ContentType TAR = ContentTypes.create(MediaTypes.customBinary("application", "x-tar", false));

    /** How long the next piece of an upload may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Uploads() {}

    /** The body as a stream; closing it early ends the upload. */
    public static InputStream stream(HttpRequest request, Materializer materializer) {
        return request.entity().getDataBytes().runWith(StreamConverters.asInputStream(PATIENCE), materializer);
    }
}
