package io.rutter.agent.image.build.context;

import io.rutter.agent.image.build.context.CopySources.Found;
import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.image.tar.Archives;
import io.rutter.agent.linux.files.HostFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what COPY and ADD name into an image's mounted filesystem. */
public final class Copier {
    private static final int MADE_MODE = 0755;

    private final Inside inside;
    private final @Nullable Owner owner;
    private final int mode;
    private final Map<Long, Path> linked = new HashMap<>();

    /** Numbers of a user and a group. */
    public record Owner(int user, int group) {
        public static final Owner ROOT = new Owner(0, 0);
    }

    /**
     * @param root mounted; nobody else changes it meanwhile
     * @param owner of all that is copied; null to keep who owned it
     * @param mode of all that is copied; -1 to keep it
     */
    public Copier(Path root, @Nullable Owner owner, int mode) {
        inside = new Inside(root);
        this.owner = owner;
        this.mode = mode;
    }

    /**
     * Copies one source.
     *
     * @param destination absolute; a slash at its end means a directory
     * @param unpacks whether a file that is a tar is unpacked instead
     */
    public void copy(Found source, String destination, boolean unpacks) throws IOException {
        List<String> parts = Inside.parts(destination);
        boolean meansDirectory = destination.endsWith("/");
        if (source.directory()) {
            tree(source.path(), directory(parts));
            return;
        }
        if (unpacks && isArchive(source.path())) {
            try (InputStream in = Files.newInputStream(source.path())) {
                Archives.unpack(in, directory(parts));
            }
            return;
        }
        Path there = inside.existing(parts);
        if (meansDirectory || there != null && Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
            file(source.path(), directory(parts).resolve(source.name()));
        } else if (there != null) {
            file(source.path(), there);
        } else {
            file(source.path(), directory(parts.subList(0, parts.size() - 1)).resolve(parts.getLast()));
        }
    }

    /** Makes a directory and what is missing above it, owned by who owns what is copied. */
    public Path directory(List<String> parts) throws IOException {
        for (int i = 1; i <= parts.size(); i++) {
            List<String> prefix = parts.subList(0, i);
            if (inside.existing(prefix) == null) {
                Path made = inside.directory(prefix);
                HostFiles.chmod(made, MADE_MODE);
                if (owner != null) {
                    HostFiles.chown(made, owner.user(), owner.group());
                }
            }
        }
        return inside.directory(parts);
    }

    private static boolean isArchive(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Archives.is(in);
        }
    }

    private void tree(Path from, Path to) throws IOException {
        String[] names = from.toFile().list();
        if (names == null) {
            throw new IOException(from + ": not readable");
        }
        for (String name : names) {
            Path source = from.resolve(name);
            Path target = to.resolve(name);
            FileFacts facts = FileFacts.of(source);
            if (facts.directory()) {
                if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Trees.remove(target);
                    Files.createDirectory(target);
                }
                tree(source, target);
                attributes(source, facts, target);
            } else {
                file(source, target);
            }
        }
    }

    private void file(Path source, Path target) throws IOException {
        FileFacts facts = FileFacts.of(source);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Trees.remove(target);
        }
        Path first = facts.names() > 1 ? linked.putIfAbsent(facts.inode(), target) : null;
        if (first != null) {
            Files.createLink(target, first);
            return;
        }
        if (facts.symbolicLink()) {
            Files.createSymbolicLink(target, Files.readSymbolicLink(source));
        } else if (facts.regular()) {
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        } else if (facts.node()) {
            HostFiles.makeNode(target, facts.mode(), facts.major(), facts.minor());
        } else {
            return;
        }
        attributes(source, facts, target);
    }

    private void attributes(Path source, FileFacts facts, Path target) throws IOException {
        int user = owner == null ? facts.user() : owner.user();
        int group = owner == null ? facts.group() : owner.group();
        HostFiles.chown(target, user, group);
        if (!facts.symbolicLink()) {
            HostFiles.chmod(target, mode >= 0 ? mode : facts.permissions());
        }
        for (String name : HostFiles.attributes(source)) {
            if (!name.startsWith("trusted.overlay.") && !name.equals("security.selinux")) {
                var value = HostFiles.attribute(source, name);
                if (value.isPresent()) {
                    HostFiles.setAttribute(target, name, value.get());
                }
            }
        }
        HostFiles.setModified(target, facts.modified().toInstant());
    }
}
