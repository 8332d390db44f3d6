package io.rutter.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468).
 *
 * @param label what stands behind BEGIN
 * @param der the bytes inside
 */
record Pem(String label, byte[] der) {
    /** More than any chain or bundle of authorities in use. */
    private static final long FILE_LIMIT_BYTES = 4L * 1024 * 1024;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([^-]*?)\\s*-----END \\1-----");

    /**
     * All blocks of a file, at least one.
     *
     * @param role how the user called the file
     */
    static List<Pem> read(String role, Path file) throws IOException {
        Matcher matcher = BLOCK.matcher(text(role, file));
        var blocks = new ArrayList<Pem>();
        while (matcher.find()) {
            try {
                blocks.add(new Pem(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new UnusableFileException(role, file, "a block of it is damaged: " + e.getMessage());
            }
        }
        if (blocks.isEmpty()) {
            throw new UnusableFileException(role, file, "there is no PEM block (-----BEGIN …-----) in it");
        }
        return blocks;
    }

    private static String text(String role, Path file) throws IOException {
        try {
            if (Files.size(file) > FILE_LIMIT_BYTES) {
                throw new UnusableFileException(role, file, "it is too large for a PEM file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            throw new UnusableFileException(role, file, "there is no such file");
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException e) {
            throw new UnusableFileException(role, file, "it cannot be read: " + e.getMessage());
        }
    }
}
