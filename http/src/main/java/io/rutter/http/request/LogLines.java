package io.rutter.http.request;

import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.assignment.LogFrames.LogFrame;
import io.rutter.http.docker.common.StreamFrames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * How a log's lines are written to a client.
 *
 * @param framed whether each line tells its stream: not for a terminal's output
 * @param timestamps whether each begins with its time
 * @param details what stands between time and text; empty, or with a space at its end
 */
public record LogLines(boolean framed, boolean timestamps, String details) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z' ", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** All that a reading gives, until its end; closed then, and when nobody wants more. */
    public Source<ByteString, NotUsed> all(LogFrames frames) {
        return Blocking.source(frames, LogFrames::next).map(this::bytes);
    }

    private ByteString bytes(List<LogFrame> lines) {
        var bytes = new ByteArrayOutputStream();
        for (LogFrame line : lines) {
            byte[] prefix = prefix(line).getBytes(StandardCharsets.UTF_8);
            if (framed) {
                bytes.writeBytes(StreamFrames.head(line.stream(), prefix.length + line.bytes().length));
            }
            bytes.writeBytes(prefix);
            bytes.writeBytes(line.bytes());
        }
        return ByteString.fromArrayUnsafe(bytes.toByteArray());
    }

    private String prefix(LogFrame line) {
        return (timestamps ? STAMP.format(line.at()) : "") + details;
    }
}
