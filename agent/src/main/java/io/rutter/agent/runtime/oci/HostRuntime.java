package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.files.Cgroups;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of this host that make and keep containers, as they were found once.
 *
 * @param name of the runtime in use
 * @param path of its program
 * @param createPath what the monitor shall execute to create a container: the program, or a script around it
 * @param versions by name, the one in use first
 * @param stateRoot where the runtime keeps what it knows
 */
record HostRuntime(
        String name,
        String path,
        Path createPath,
        Map<String, String> versions,
        String conmonPath,
        String conmonVersion,
        Optional<Path> initBinary,
        Path stateRoot) {
    static final String CRUN = "crun";

    private static final List<String> KNOWN = List.of(CRUN, "runc");

    /** Linked statically: a container's root filesystem has no libraries for it. */
    private static final List<String> INITS = List.of("tini-static", "catatonit");

    /** This host lacks a program; the message says which package brings it. */
    static final class MissingProgram extends IOException {
        private static final long serialVersionUID = 1L;

        MissingProgram(String message) {
            super(message);
        }
    }

    /** Looks for the programs. */
    static HostRuntime find(Path execRoot, Cgroups cgroups) throws IOException {
        var versions = new LinkedHashMap<String, String>();
        for (String known : KNOWN) {
            if (Programs.find(known).isPresent()) {
                versions.put(known, version(known));
            }
        }
        if (versions.isEmpty()) {
            throw new MissingProgram("no OCI runtime on this host: install the package crun (or runc)");
        }
        if (Programs.find("conmon").isEmpty()) {
            throw new MissingProgram("no container monitor on this host: install the package conmon");
        }
        String name = versions.keySet().iterator().next();
        String path = Programs.find(name).orElseThrow();
        Path stateRoot = Files.createDirectories(execRoot.resolve("oci"));
        boolean wrapped = name.equals(CRUN) && cgroups.hybrid() && cgroups.secondHasControllers();
        return new HostRuntime(
                name,
                path,
                wrapped ? wrapper(execRoot, path) : Path.of(path),
                versions,
                Programs.find("conmon").orElseThrow(),
                version("conmon"),
                INITS.stream()
                        .flatMap(init -> Programs.find(init).stream())
                        .findFirst()
                        .map(Path::of),
                stateRoot);
    }

    private static String version(String program) throws IOException {
        ProgramResult result = Programs.run(Program.of(program, "--version"));
        String first = result.stdoutText().lines().findFirst().orElse("").strip();
        return first.substring(first.lastIndexOf(' ') + 1);
    }

    /**
     * crun refuses to create a container where the new layout of control groups is mounted beside the old one and has
     * controllers. So it is shown a mount namespace without it. Mounts of the host still arrive there; what crun mounts stays inside.
     */
    private static Path wrapper(Path execRoot, String path) throws IOException {
        Path file = execRoot.resolve("oci-create");
        Path fresh = execRoot.resolve("oci-create.new");
        Files.writeString(fresh, """
                #!/bin/sh
                # Made by rutter at its start: %1$s without the second layout of control groups.
                exec unshare -m --propagation slave sh -c 'umount /sys/fs/cgroup/unified; exec %1$s "$@"' sh "$@"
                """.formatted(path));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
        Files.move(
                fresh,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** The runtime's directory for one container. */
    Path state(String runtimeId) {
        return stateRoot.resolve(runtimeId);
    }

    /** A call of the runtime. */
    Program program(String... arguments) throws IOException {
        return Program.of(path, "--root", stateRoot.toString()).with(List.of(arguments));
    }
}
