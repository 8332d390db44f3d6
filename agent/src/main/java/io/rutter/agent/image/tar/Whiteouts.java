package io.rutter.agent.image.tar;

import io.rutter.agent.linux.files.HostFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Removed names: {@code .wh.} files in a layer's tar, devices 0/0 and an attribute in an overlay's directory. */
public final class Whiteouts {
    static final String PREFIX = ".wh.";
    static final String OPAQUE_NAME = ".wh..wh..opq";
    /** Names that AUFS keeps for itself. */
    static final String META_PREFIX = ".wh..wh.";

    static final String OVERLAY_PREFIX = "trusted.overlay.";
    private static final String OPAQUE = "trusted.overlay.opaque";
    private static final byte[] YES = "y".getBytes(StandardCharsets.US_ASCII);

    private Whiteouts() {}

    static void make(Path path) throws IOException {
        HostFiles.makeNode(path, HostFiles.S_IFCHR, 0, 0);
    }

    static void makeOpaque(Path directory) throws IOException {
        HostFiles.setAttribute(directory, OPAQUE, YES);
    }

    public static boolean isOpaque(Path directory) throws IOException {
        return HostFiles.attribute(directory, OPAQUE)
                .filter(value -> Arrays.equals(YES, value))
                .isPresent();
    }
}
