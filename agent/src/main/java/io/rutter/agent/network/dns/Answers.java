package io.rutter.agent.network.dns;

import io.rutter.agent.network.dns.Verdict.Answered;
import io.rutter.agent.network.dns.Verdict.Forwarded;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Answers questions from the names of the networks that a container is on. */
final class Answers {
    /** As long as Docker's; clients that keep answers at all keep short-lived ones no longer. */
    private static final int TTL_SECONDS = 600;

    private static final String REVERSE_SUFFIX = ".in-addr.arpa";

    private final Random shuffle;

    /** @param shuffle spreads clients over a name's addresses */
    Answers(Random shuffle) {
        this.shuffle = shuffle;
    }

    /** What becomes of a query: an answer from here, or it is not ours to answer. */
    Verdict answer(Message query, List<NetworkNames> networks) {
        Record question = query.getQuestion();
        if (question == null) {
            return new Answered(reply(query, Rcode.FORMERR));
        }
        String name = question.getName().toString(true);
        Optional<Message> known = switch (question.getType()) {
            case Type.A, Type.ANY -> addresses(query, name, networks, true);
            case Type.PTR -> reverse(query, name, networks);
            default -> addresses(query, name, networks, false);
        };
        if (known.isPresent()) {
            return new Answered(known.get());
        }
        boolean outward = networks.stream().anyMatch(network -> !network.internal());
        return outward ? new Forwarded() : new Answered(reply(query, Rcode.NXDOMAIN));
    }

    /** A known name has an answer for every type; one without addresses of the type is empty, not a refusal. */
    private Optional<Message> addresses(Message query, String name, List<NetworkNames> networks, boolean listed) {
        var found = new LinkedHashSet<String>();
        boolean known = false;
        for (NetworkNames network : networks) {
            var here = network.find(name);
            known = known || here.isPresent();
            here.ifPresent(found::addAll);
            if (!found.isEmpty()) {
                break;
            }
        }
        if (!known) {
            return Optional.empty();
        }
        Message reply = reply(query, Rcode.NOERROR);
        if (listed) {
            var order = new ArrayList<>(found);
            Collections.shuffle(order, shuffle);
            Name owner = query.getQuestion().getName();
            order.forEach(address ->
                    reply.addRecord(new ARecord(owner, DClass.IN, TTL_SECONDS, literal(address)), Section.ANSWER));
        }
        return Optional.of(reply);
    }

    private static Optional<Message> reverse(Message query, String name, List<NetworkNames> networks) {
        String address = addressOf(name);
        return networks.stream()
                .map(network -> network.reverse().get(address))
                .filter(Objects::nonNull)
                .findFirst()
                .map(found -> {
                    Message reply = reply(query, Rcode.NOERROR);
                    Name owner = query.getQuestion().getName();
                    reply.addRecord(new PTRRecord(owner, DClass.IN, TTL_SECONDS, absolute(found)), Section.ANSWER);
                    return reply;
                });
    }

    /** {@code 2.0.17.172.in-addr.arpa} is 172.17.0.2. */
    private static String addressOf(String name) {
        if (!name.endsWith(REVERSE_SUFFIX)) {
            return "";
        }
        String[] parts =
                name.substring(0, name.length() - REVERSE_SUFFIX.length()).split("\\.");
        return String.join(".", List.of(parts).reversed());
    }

    /** An answer to a query without any record yet. */
    static Message reply(Message query, int rcode) {
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        if (query.getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        reply.getHeader().setRcode(rcode);
        if (query.getQuestion() != null) {
            reply.addRecord(query.getQuestion(), Section.QUESTION);
        }
        return reply;
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name + ".");
        } catch (TextParseException e) {
            throw new IllegalStateException("a container's name is no name for DNS: " + name, e);
        }
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("an endpoint's address is none: " + address, e);
        }
    }
}
