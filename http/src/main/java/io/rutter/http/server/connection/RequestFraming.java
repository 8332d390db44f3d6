package io.rutter.http.server.connection;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.pekko.util.ByteString;

/**
 * Where a request ends in the bytes of a connection. Only one request at a time is let through to the HTTP parser, because the
 * parser keeps what it has read: bytes behind a request whose answer takes the connection over would be lost in it.
 *
 * <p>Life: waiting → head → body → complete → (next) waiting. What this cannot frame is {@code OPAQUE}: all bytes go through,
 * and the HTTP parser refuses them in its own words.
 */
public final class RequestFraming {
    enum Phase {
        WAITING,
        HEAD,
        BODY,
        COMPLETE,
        OPAQUE
    }

    /** More than any head that the parser takes: 64 KB of URI, 1 MB of X-Registry-Auth. */
    private static final int HEAD_LIMIT_BYTES = 2 * 1024 * 1024;

    private static final int LINE_LIMIT_BYTES = HEAD_LIMIT_BYTES;
    private static final long CHUNKED = -1;

    private final StringBuilder line = new StringBuilder();
    private Phase phase = Phase.WAITING;
    private int headBytes;
    private boolean firstLine = true;
    private long contentLength;
    /** Bytes of the body, or of the present chunk with its line end, still to come. */
    private long remaining;

    private ChunkPart chunkPart = ChunkPart.SIZE;

    private enum ChunkPart {
        SIZE,
        DATA,
        TRAILER
    }

    Phase phase() {
        return phase;
    }

    /** Takes bytes of the present request; returns how many belong to it. Zero when it is complete. */
    int accept(ByteString bytes) {
        int at = 0;
        int size = bytes.size();
        while (at < size && phase != Phase.COMPLETE) {
            at += switch (phase) {
                case WAITING, HEAD -> acceptHeadByte(bytes.apply(at));
                case BODY -> acceptBody(bytes, at);
                case OPAQUE -> size - at;
                case COMPLETE -> 0;
            };
        }
        return at;
    }

    /** The present request is answered: what comes now is another. */
    void next() {
        phase = Phase.WAITING;
        firstLine = true;
        headBytes = 0;
        contentLength = 0;
        chunkPart = ChunkPart.SIZE;
        line.setLength(0);
    }

    void becomeOpaque() {
        phase = Phase.OPAQUE;
    }

    private int acceptHeadByte(byte read) {
        if (phase == Phase.WAITING && (read == '\r' || read == '\n')) {
            return 1;
        }
        phase = Phase.HEAD;
        if (++headBytes > HEAD_LIMIT_BYTES) {
            phase = Phase.OPAQUE;
        } else if (read != '\n') {
            line.append((char) (read & 0xff));
        } else {
            endHeadLine(takeLine());
        }
        return 1;
    }

    private void endHeadLine(String text) {
        if (text.isEmpty()) {
            remaining = contentLength;
            phase = contentLength == 0 ? Phase.COMPLETE : Phase.BODY;
        } else if (firstLine) {
            firstLine = false;
        } else {
            readHeader(text);
        }
    }

    private void readHeader(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = text.substring(colon + 1).strip();
        switch (name) {
            case "content-length" -> {
                if (value.matches("\\d{1,18}")) {
                    contentLength = contentLength == CHUNKED ? CHUNKED : Long.parseLong(value);
                } else {
                    phase = Phase.OPAQUE;
                }
            }
            case "transfer-encoding" -> {
                if (value.toLowerCase(Locale.ROOT).endsWith("chunked")) {
                    contentLength = CHUNKED;
                }
            }
            default -> {}
        }
    }

    private int acceptBody(ByteString bytes, int at) {
        if (contentLength != CHUNKED || chunkPart == ChunkPart.DATA) {
            int taken = (int) Math.min(remaining, bytes.size() - at);
            remaining -= taken;
            if (remaining == 0) {
                chunkPart = ChunkPart.SIZE;
                phase = contentLength == CHUNKED ? Phase.BODY : Phase.COMPLETE;
            }
            return taken;
        }
        byte read = bytes.apply(at);
        if (line.length() > LINE_LIMIT_BYTES) {
            phase = Phase.OPAQUE;
        } else if (read != '\n') {
            line.append((char) (read & 0xff));
        } else {
            endChunkLine(takeLine());
        }
        return 1;
    }

    private void endChunkLine(String text) {
        if (chunkPart == ChunkPart.TRAILER) {
            phase = text.isEmpty() ? Phase.COMPLETE : Phase.BODY;
            return;
        }
        String digits = text.split(";", 2)[0].strip();
        if (!digits.matches("[0-9a-fA-F]{1,15}")) {
            phase = Phase.OPAQUE;
            return;
        }
        long size = Long.parseLong(digits, 16);
        chunkPart = size == 0 ? ChunkPart.TRAILER : ChunkPart.DATA;
        remaining = size + 2;
    }

    private String takeLine() {
        int end = line.length();
        String text = line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
        line.setLength(0);
        return text;
    }

    /** A plain answer for a connection that is closed at once, written without the HTTP layer. */
    public static ByteString refusal(String statusLine, String sentence) {
        String body = "{\"message\":\"" + sentence + "\"}\n";
        return ByteString.fromString(
                "HTTP/1.1 " + statusLine + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body,
                StandardCharsets.US_ASCII);
    }
}
