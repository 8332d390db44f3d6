package io.rutter.http.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.http.server.connection.RequestFraming.Phase;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFramingTest {
    private static final List<String> REQUESTS = List.of(
            "GET /a HTTP/1.1\r\nHost: d\r\n\r\n",
            "POST /b HTTP/1.1\r\nHost: d\r\nContent-Length: 10\r\n\r\nGET / HTTP",
            "POST /c HTTP/1.1\r\ntransfer-encoding: gzip, Chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n",
            "POST /d HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n",
            "POST /e HTTP/1.1\nContent-Length: 0\n\n",
            "\r\nPOST /f HTTP/1.1\r\nContent-Length: 1\r\n\r\nx");

    /** All requests in one go, cut into pieces of some size, come out one by one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
    void findsTheEndOfEachRequestHoweverItIsCut(int piece) {
        var framing = new RequestFraming();
        var found = new ArrayList<String>();
        var present = new StringBuilder();
        ByteString all = ByteString.fromString(String.join("", REQUESTS));
        for (int from = 0; from < all.size(); from += piece) {
            ByteString rest = all.slice(from, Math.min(from + piece, all.size()));
            while (!rest.isEmpty()) {
                int taken = framing.accept(rest);
                assertThat(taken).isPositive();
                present.append(rest.take(taken).utf8String());
                rest = rest.drop(taken);
                if (framing.phase() == Phase.COMPLETE) {
                    found.add(present.toString());
                    present.setLength(0);
                    framing.next();
                }
            }
        }
        assertThat(found).isEqualTo(REQUESTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void letsThroughWhatItCannotFrame(String text) {
        var framing = new RequestFraming();
        framing.accept(ByteString.fromString(text));
        assertThat(framing.phase()).isEqualTo(Phase.OPAQUE);
        assertThat(framing.accept(ByteString.fromString("anything"))).isEqualTo(8);
    }

    @Test
    void takesNothingBehindARequestUntilItIsAnswered() {
        var framing = new RequestFraming();
        ByteString both = ByteString.fromString(REQUESTS.get(0) + "early input");
        int taken = framing.accept(both);
        assertThat(both.drop(taken).utf8String()).isEqualTo("early input");
        assertThat(framing.accept(both.drop(taken))).isZero();
    }
}
