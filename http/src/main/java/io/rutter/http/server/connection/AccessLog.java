package io.rutter.http.server.connection;

import io.rutter.http.server.peer.Peer;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request, to the logger {@code access}: method, path, status, bytes, milliseconds, actor. */
record AccessLog(String method, String path, Peer peer, long startedNanos) {
    private static final Logger LOG = LoggerFactory.getLogger("access");

    static AccessLog begin(HttpRequest request, Peer peer) {
        return new AccessLog(request.method().value(), request.getUri().path(), peer, System.nanoTime());
    }

    void end(int status, long bytes) {
        if (LOG.isInfoEnabled()) {
            long millis = (System.nanoTime() - startedNanos) / 1_000_000;
            LOG.info("{} {} {} {} {} {}", method, path, status, bytes, millis, who());
        }
    }

    private String who() {
        var actor = peer.actor();
        String where = actor.process() != null ? actor.process() : actor.address();
        return where == null ? actor.name() : actor.name() + " " + where;
    }
}
