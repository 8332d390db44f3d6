package io.rutter.http.tls;

import java.io.IOException;
import java.nio.file.Path;

/** A key or certificate that cannot be used; the message names the file, says why, and what is expected. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String role, Path file, String why) {
        super(role + " " + file + ": " + why);
    }
}
