package io.rutter.agent.network.dns;

import org.xbill.DNS.Message;

/** What becomes of a query. */
sealed interface Verdict {
    record Answered(Message reply) implements Verdict {}

    /** Not a name of ours: the host's servers may know it. */
    record Forwarded() implements Verdict {}
}
