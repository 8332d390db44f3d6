package io.rutter.persistence.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A hash over all entries so far. Each link is SHA-256 of the link before, the entry's header, and the payload's SHA-256, so an
 * entry whose payload was archived still verifies. The first link is made from the log's id.
 */
final class Chain {
    private final MessageDigest payloads = sha256();
    private final MessageDigest links = sha256();
    private byte[] link;

    private Chain(byte[] link) {
        this.link = link;
    }

    static Chain from(byte[] link) {
        return new Chain(link.clone());
    }

    static Chain of(String logId) {
        return new Chain(sha256().digest(logId.getBytes(StandardCharsets.UTF_8)));
    }

    void add(EntryFormat.Parts parts) {
        links.update(link);
        links.update(parts.header());
        links.update(payloads.digest(parts.payload()));
        link = links.digest();
    }

    byte[] link() {
        return link.clone();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
