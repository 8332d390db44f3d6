package io.rutter.http.request;

import java.io.FilterInputStream;
import java.io.IOException;
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
        return new Ending(
                request.entity().getDataBytes().runWith(StreamConverters.asInputStream(PATIENCE), materializer));
    }

    /** Its end stays the end however often it is asked, which the stream below refuses. */
    private static final class Ending extends FilterInputStream {
        private boolean ended;

        Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = ended ? -1 : in.read();
            ended = one < 0;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = ended ? -1 : in.read(into, offset, length);
            ended = count < 0;
            return count;
        }
    }
}
