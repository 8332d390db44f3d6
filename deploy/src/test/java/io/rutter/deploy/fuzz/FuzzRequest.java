package io.rutter.deploy.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request as it goes over the wire.
 *
 * @param number with the seed it makes the same request again
 * @param target path and query, escaped or not
 * @param headers whole lines
 */
record FuzzRequest(long number, Endpoint endpoint, String target, List<String> headers, byte[] body) {
    private static final int SHOWN = 2_000;

    /** The name under which the log keeps what it causes. */
    String id() {
        return "fuzz-" + number;
    }

    byte[] bytes() {
        String head = endpoint.method() + " " + target + " HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n"
                + "Rutter-Request-Id: " + id() + "\r\n"
                + String.join("", headers)
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        String whole = number + ": " + endpoint.method() + " " + target + " " + headers + " " + text;
        return whole.length() > SHOWN ? whole.substring(0, SHOWN) + "…" : whole;
    }
}
