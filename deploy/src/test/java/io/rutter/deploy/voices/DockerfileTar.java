package io.rutter.deploy.voices;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar with one file in it, {@code Dockerfile}. */
record DockerfileTar(String content) {
    byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            byte[] text = content.getBytes(StandardCharsets.UTF_8);
            var entry = new TarArchiveEntry("Dockerfile");
            entry.setSize(text.length);
            tar.putArchiveEntry(entry);
            tar.write(text);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
