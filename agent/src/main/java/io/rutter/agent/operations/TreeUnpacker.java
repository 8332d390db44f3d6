package io.rutter.agent.operations;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.linux.files.FileHandle;
import io.rutter.agent.linux.files.HostFiles;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/** Puts a tar's entries into a directory of a container, with Docker's rules for what may take whose place. */
final class TreeUnpacker implements Closeable {
    private static final int PERMISSIONS = 07777;
    private static final int BUFFER_BYTES = 1 << 16;
    /** So many directories wait for their times at once. */
    private static final int TIMES_LIMIT = 100_000;

    private final Walk base;
    private final boolean keepKinds;
    private final Optional<Owner> owner;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<List<String>, Instant> directoryTimes = new LinkedHashMap<>();
    private List<String> lastParent = List.of();
    private @Nullable Walk lastWalk;

    /** Who files shall belong to. */
    record Owner(int user, int group) {}

    /**
     * @param base where the directory is; stays the caller's
     * @param keepKinds whether a directory must not take the place of something else, nor the other way round
     * @param owner who all entries shall belong to; empty for the tar's own owners
     */
    TreeUnpacker(Walk base, boolean keepKinds, Optional<Owner> owner) {
        this.base = base;
        this.keepKinds = keepKinds;
        this.owner = owner;
    }

    void unpack(TarArchiveEntry entry, InputStream payload, Map<String, byte[]> extended) throws IOException {
        List<String> parts = inside(List.of(), entry.getName());
        if (parts == null) {
            throw bad("\"" + entry.getName() + "\" is outside of \"" + base.path() + "\"");
        }
        if (parts.isEmpty()) {
            return;
        }
        Walk parent = parent(parts.subList(0, parts.size() - 1));
        parent.mustBeWritable();
        try (FileHandle there = parent.entry(parts.getLast())) {
            put(parent, parts, there, entry, payload, extended);
        }
    }

    private static IOException bad(String why) {
        return new RefusedException(new Problem.Invalid("Error processing tar file(exit status 1): " + why));
    }

    /** Parts of a name with its dots resolved as words; null when it leads out of the directory. */
    private static @Nullable List<String> inside(List<String> from, String name) throws IOException {
        if (name.indexOf('\0') >= 0) {
            throw bad("a name with a zero byte");
        }
        int depth = from.size();
        for (String part : name.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                return null;
            }
        }
        return Inside.parts(String.join("/", from) + "/" + name);
    }

    private Walk parent(List<String> parts) throws IOException {
        Walk walk = lastWalk;
        if (walk != null && lastParent.equals(parts)) {
            return walk;
        }
        forgetParent();
        walk = base.again();
        lastWalk = walk;
        walk.make(parts);
        lastParent = List.copyOf(parts);
        return walk;
    }

    private void forgetParent() {
        if (lastWalk != null) {
            lastWalk.close();
            lastWalk = null;
        }
    }

    private void put(
            Walk parent,
            List<String> parts,
            @Nullable FileHandle there,
            TarArchiveEntry entry,
            InputStream payload,
            Map<String, byte[]> extended)
            throws IOException {
        String name = parts.getLast();
        if (there != null) {
            boolean directory = FileFacts.of(there).directory();
            check(parent.path(name), directory, entry.isDirectory());
            if (directory && entry.isDirectory()) {
                madeDirectory(there, parts, entry, extended);
                return;
            }
            if (entry.isLink() && sameFile(there, parts, entry.getLinkName())) {
                return;
            }
            new TreeRemoval(parent).remove(name);
        }
        if (entry.isLink()) {
            hardLink(parent, parts, entry.getLinkName());
        } else if (entry.isDirectory()) {
            parent.here().makeDirectory(name);
            try (FileHandle made = held(parent, name)) {
                madeDirectory(made, parts, entry, extended);
            }
        } else {
            make(parent, parts, entry, payload, extended);
        }
    }

    private void check(String path, boolean isDirectory, boolean becomesDirectory) throws IOException {
        if (keepKinds && isDirectory && !becomesDirectory) {
            throw bad("cannot overwrite directory \"" + path + "\" with non-directory \"" + base.path() + "\"");
        }
        if (keepKinds && !isDirectory && becomesDirectory) {
            throw bad("cannot overwrite non-directory \"" + path + "\" with directory \"" + base.path() + "\"");
        }
    }

    private static FileHandle held(Walk parent, String name) throws IOException {
        FileHandle made = parent.here().child(name);
        if (made == null) {
            throw new IOException(parent.path(name) + ": was taken away while it was made");
        }
        return made;
    }

    private void madeDirectory(
            FileHandle directory, List<String> parts, TarArchiveEntry entry, Map<String, byte[]> extended)
            throws IOException {
        attributes(directory, entry, extended);
        if (directoryTimes.size() >= TIMES_LIMIT) {
            finish();
        }
        directoryTimes.put(List.copyOf(parts), entry.getLastModifiedTime().toInstant());
    }

    private void make(
            Walk parent, List<String> parts, TarArchiveEntry entry, InputStream payload, Map<String, byte[]> extended)
            throws IOException {
        String name = parts.getLast();
        if (entry.isSymbolicLink()) {
            symbolicLink(parent, parts, entry);
        } else if (entry.isCharacterDevice()) {
            node(parent, name, HostFiles.S_IFCHR, entry);
        } else if (entry.isBlockDevice()) {
            node(parent, name, HostFiles.S_IFBLK, entry);
        } else if (entry.isFIFO()) {
            node(parent, name, HostFiles.S_IFIFO, entry);
        } else if (entry.isFile() || entry.isSparse()) {
            try (FileHandle made = parent.here().makeFile(name)) {
                write(made, payload);
                finished(made, entry, extended);
            }
        } else {
            throw bad("unhandled tar header type " + entry.getLinkFlag());
        }
    }

    private void symbolicLink(Walk parent, List<String> parts, TarArchiveEntry entry) throws IOException {
        String target = entry.getLinkName();
        if (inside(parts.subList(0, parts.size() - 1), target) == null) {
            throw bad("invalid symlink \"" + parent.path(parts.getLast()) + "\" -> \"" + target + "\"");
        }
        parent.here().makeLink(parts.getLast(), target);
        try (FileHandle made = held(parent, parts.getLast())) {
            chown(made, entry);
            made.setModified(entry.getLastModifiedTime().toInstant());
        }
    }

    private void node(Walk parent, String name, int type, TarArchiveEntry entry) throws IOException {
        int mode = entry.getMode() & PERMISSIONS;
        parent.here().makeNode(name, type | mode, entry.getDevMajor(), entry.getDevMinor());
        try (FileHandle made = held(parent, name)) {
            if (FileFacts.of(made).type() == type) {
                finished(made, entry, Map.of());
            }
        }
    }

    private void write(FileHandle file, InputStream payload) throws IOException {
        try (OutputStream out = Files.newOutputStream(file.path(), StandardOpenOption.WRITE)) {
            for (int length = payload.read(buffer); length >= 0; length = payload.read(buffer)) {
                out.write(buffer, 0, length);
            }
        }
    }

    private void finished(FileHandle made, TarArchiveEntry entry, Map<String, byte[]> extended) throws IOException {
        attributes(made, entry, extended);
        made.setModified(entry.getLastModifiedTime().toInstant());
    }

    private void hardLink(Walk parent, List<String> parts, String target) throws IOException {
        List<String> existing = linkTarget(parent, parts, target);
        try (Walk other = base.again()) {
            if (!other.follow(existing.subList(0, existing.size() - 1)).isEmpty()) {
                throw bad("link " + target + " " + parent.path(parts.getLast()) + ": no such file or directory");
            }
            parent.here().makeHardLink(parts.getLast(), other.here(), existing.getLast());
        }
    }

    private List<String> linkTarget(Walk parent, List<String> parts, String target) throws IOException {
        List<String> existing = inside(List.of(), target);
        if (existing == null || existing.isEmpty()) {
            throw bad("invalid hardlink \"" + target + "\" -> \"" + parent.path(parts.getLast()) + "\"");
        }
        return existing;
    }

    private boolean sameFile(FileHandle there, List<String> parts, String target) throws IOException {
        List<String> existing = inside(List.of(), target);
        if (existing == null || existing.isEmpty()) {
            return false;
        }
        try (Walk other = base.again()) {
            if (!other.follow(existing.subList(0, existing.size() - 1)).isEmpty()) {
                return false;
            }
            try (FileHandle linked = other.entry(existing.getLast())) {
                return existing.equals(parts) || linked != null && Files.isSameFile(linked.path(), there.path());
            }
        }
    }

    private void attributes(FileHandle made, TarArchiveEntry entry, Map<String, byte[]> extended) throws IOException {
        chown(made, entry);
        made.chmod(entry.getMode() & PERMISSIONS);
        for (Map.Entry<String, byte[]> each : extended.entrySet()) {
            // these would steer the overlay itself
            if (!each.getKey().startsWith("trusted.overlay.")) {
                made.setAttribute(each.getKey(), each.getValue());
            }
        }
    }

    private void chown(FileHandle made, TarArchiveEntry entry) throws IOException {
        Owner wanted = owner.orElseGet(() -> new Owner((int) entry.getLongUserId(), (int) entry.getLongGroupId()));
        made.chown(wanted.user(), wanted.group());
    }

    /** Sets the times of directories, which filling them has changed. */
    void finish() throws IOException {
        forgetParent();
        for (Map.Entry<List<String>, Instant> each : directoryTimes.entrySet()) {
            List<String> parts = each.getKey();
            try (Walk walk = base.again()) {
                if (walk.follow(parts.subList(0, parts.size() - 1)).isEmpty()) {
                    setTime(walk, parts.getLast(), each.getValue());
                }
            }
        }
        directoryTimes.clear();
    }

    private static void setTime(Walk walk, String name, Instant modified) throws IOException {
        try (FileHandle directory = walk.entry(name)) {
            if (directory != null && walk.writable() && FileFacts.of(directory).directory()) {
                directory.setModified(modified);
            }
        }
    }

    @Override
    public void close() {
        forgetParent();
    }
}
