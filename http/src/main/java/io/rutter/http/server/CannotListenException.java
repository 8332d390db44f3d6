package io.rutter.http.server;

import java.io.IOException;

/** A server could not be started where it was asked to; the message says why and what to do. */
public final class CannotListenException extends IOException {
    private static final long serialVersionUID = 1L;

    CannotListenException(String sentence) {
        super(sentence);
    }
}
