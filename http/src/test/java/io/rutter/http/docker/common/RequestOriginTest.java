package io.rutter.http.docker.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.http.server.Peer;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;

class RequestOriginTest {
    private static final HttpRequest REQUEST =
            HttpRequest.GET("/").addAttribute(Peer.KEY, new Peer.Local("anna", 1000, 1000, 812, "docker"));

    @Test
    void namesUserProcessRequestAndReason() {
        var request = REQUEST.addHeader(RawHeader.create("Rutter-Request-Id", "r-1"))
                .addHeader(RawHeader.create("Rutter-Reason", "too slow"));
        assertThat(RequestOrigin.of(request))
                .isEqualTo(new Origin(Actor.user("anna", "docker[812]", null), "r-1", 0, "too slow"));
    }

    @Test
    void givesEachRequestWithoutAnIdOneOfItsOwn() {
        assertThat(RequestOrigin.of(REQUEST).requestId())
                .isNotEqualTo(RequestOrigin.of(REQUEST).requestId());
    }

    @Test
    void refusesIdsAndReasonsThatTheLogWouldNotKeep() {
        assertThatThrownBy(() -> RequestOrigin.of(REQUEST.addHeader(RawHeader.create("Rutter-Request-Id", "a b"))))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(
                        () -> RequestOrigin.of(REQUEST.addHeader(RawHeader.create("Rutter-Reason", "x".repeat(501)))))
                .isInstanceOf(Refused.class);
    }
}
