package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small root filesystem of the host's static busybox. */
final class Busybox {
    private Busybox() {}

    static Path rootfs(Path directory) throws IOException {
        for (String name : new String[] {"bin", "etc", "proc", "sys", "dev", "tmp", "root", "home/ann"}) {
            Files.createDirectories(directory.resolve(name));
        }
        Path busybox = Path.of(Programs.find("busybox").orElseThrow());
        Files.copy(busybox, directory.resolve("bin/busybox"));
        Files.setPosixFilePermissions(
                directory.resolve("bin/busybox"), java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Programs.run(Program.of("busybox").with(java.util.List.of("--list")))
                .stdoutText()
                .lines()
                .filter(name -> !name.equals("busybox"))
                .forEach(name -> link(directory.resolve("bin").resolve(name)));
        Files.writeString(
                directory.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n");
        Files.writeString(directory.resolve("etc/group"), "root:x:0:\nann:x:1000:\nusers:x:100:ann\n");
        return directory;
    }

    private static void link(Path name) {
        try {
            Files.createSymbolicLink(name, Path.of("busybox"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
