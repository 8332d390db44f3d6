package io.rutter.http.server.peer;

import io.rutter.engine.entity.Actor;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection; every request carries it. */
public sealed interface Peer {
    AttributeKey<Peer> KEY = AttributeKey.create("rutter-peer", Peer.class);

    /** As the log and the access log name it. */
    Actor actor();

    /**
     * A process of this host.
     *
     * @param user name, or the uid as digits where it has none
     * @param pid 0 where the host does not tell
     * @param process name of the program; null where the host does not tell
     */
    record Local(
            String user,
            int uid,
            int gid,
            int pid,
            @Nullable String process) implements Peer {
        @Override
        public Actor actor() {
            String named = process == null ? "pid" : process;
            return Actor.user(user, pid == 0 ? null : named + "[" + pid + "]", null);
        }
    }

    /** @param address host and port as text */
    record Remote(String address) implements Peer {
        @Override
        public Actor actor() {
            return Actor.user("anonymous", null, address);
        }
    }

    /**
     * Someone with a certificate that the authority has signed.
     *
     * @param subject of the certificate, such as {@code CN=alice,O=Example}
     * @param address host and port as text
     */
    record Certified(String subject, String address) implements Peer {
        private static final int SUBJECT_LIMIT = 256;

        public Certified {
            subject = subject.replaceAll("\\p{Cntrl}", "?");
            subject = subject.length() > SUBJECT_LIMIT ? subject.substring(0, SUBJECT_LIMIT) : subject;
        }

        @Override
        public Actor actor() {
            return Actor.user(subject, null, address);
        }
    }

    /** The peer of a request that came through this server. */
    static Peer of(HttpRequest request) {
        return request.getAttribute(KEY).orElseGet(() -> new Remote("unknown"));
    }
}
