package io.rutter.http.docker.container.streams;

import io.rutter.http.docker.common.Refused;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/** Looks for the keys that detach in what a client types. What is held back because it may be them is passed on when it is not. */
final class DetachKeys {
    private static final byte[] CTRL_P_CTRL_Q = {16, 17};
    private static final byte DELETE = 127;

    private final byte[] keys;
    private int matched;
    private boolean complete;

    DetachKeys(byte[] keys) {
        this.keys = keys.clone();
    }

    /** Bytes of a text such as {@code ctrl-p,ctrl-q}, which is also what empty means. Refuses: Invalid. */
    static byte[] parse(String text) {
        if (text.isEmpty()) {
            return CTRL_P_CTRL_Q.clone();
        }
        String[] names = text.split(",", -1);
        byte[] keys = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            keys[i] = key(names[i], text);
        }
        return keys;
    }

    private static byte key(String name, String text) {
        if (name.length() == 1 && name.charAt(0) <= DELETE) {
            return (byte) name.charAt(0);
        }
        if (name.equals("DEL")) {
            return DELETE;
        }
        if (name.matches("ctrl-[a-z@\\[\\\\\\]^_]")) {
            return (byte) (Character.toUpperCase(name.charAt(5)) - '@');
        }
        throw Refused.invalid("Invalid escape keys (" + text + ") provided");
    }

    /** The bytes that the process shall have. */
    ByteString pass(ByteString typed) {
        var passed = new ByteStringBuilder();
        for (int i = 0; i < typed.size() && !complete; i++) {
            byte next = typed.apply(i);
            if (next == keys[matched]) {
                matched++;
                complete = matched == keys.length;
            } else {
                passed.putBytes(keys, 0, matched);
                matched = next == keys[0] && keys.length > 1 ? 1 : 0;
                if (matched == 0) {
                    passed.putByte(next);
                }
            }
        }
        return passed.result();
    }

    boolean complete() {
        return complete;
    }
}
