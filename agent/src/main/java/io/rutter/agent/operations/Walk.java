package io.rutter.agent.operations;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.files.FileHandle;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a container's tree, with every directory on the way to it held open. */
final class Walk implements Closeable {
    /** As many links as Linux follows before it gives up. */
    private static final int LINKS_LIMIT = 40;
    /** Each level holds a descriptor. */
    private static final int DEPTH_LIMIT = 1000;

    private static final int MADE_MODE = 0755;

    private final ContainerTree tree;
    private final List<Level> levels = new ArrayList<>();

    /**
     * A directory on the way.
     *
     * @param path inside the container, links resolved
     * @param mount path of the mount it is on
     */
    private record Level(FileHandle handle, String path, String mount, boolean writable) {}

    Walk(ContainerTree tree) throws IOException {
        this.tree = tree;
        levels.add(new Level(tree.root().again(), "/", "/", tree.writable()));
    }

    /** The same place once more. */
    Walk again() throws IOException {
        Walk copy = new Walk(tree);
        try {
            for (Level level : levels.subList(1, levels.size())) {
                copy.levels.add(new Level(level.handle().again(), level.path(), level.mount(), level.writable()));
            }
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    FileHandle here() {
        return levels.getLast().handle();
    }

    /** Absolute path inside the container, without links. */
    String path() {
        return levels.getLast().path();
    }

    String path(String name) {
        return path().equals("/") ? "/" + name : path() + "/" + name;
    }

    /** Path of the mount this place is on; {@code /} for the root filesystem. */
    String mount() {
        return levels.getLast().mount();
    }

    boolean writable() {
        return levels.getLast().writable();
    }

    boolean mountedAtOrBelow(String name) {
        return tree.mountedAtOrBelow(path(name));
    }

    /** What a name of this directory stands for, a mount first, a link not followed; null for nothing. The caller closes it. */
    @Nullable
    FileHandle entry(String name) throws IOException {
        ContainerTree.Graft graft = tree.graft(path(name));
        return graft == null ? here().child(name) : graft.source().again();
    }

    /** Goes into a directory of this one, which is the walk's from now on. */
    void enter(String name, FileHandle directory) throws IOException {
        if (levels.size() > DEPTH_LIMIT) {
            directory.close();
            throw new RefusedException(new Problem.Invalid("directories more than " + DEPTH_LIMIT + " deep"));
        }
        String path = path(name);
        ContainerTree.Graft graft = tree.graft(path);
        levels.add(
                graft == null
                        ? new Level(directory, path, mount(), writable())
                        : new Level(directory, path, path, graft.writable()));
    }

    /** Goes back to where {@link #enter} was called. At the root nothing changes. */
    void leave() {
        if (levels.size() > 1) {
            levels.removeLast().handle().close();
        }
    }

    /**
     * Goes where names lead, links followed, {@code ..} at the root staying there.
     *
     * @return what is left because its first name is missing or no directory; empty when all of it was gone
     */
    List<String> follow(List<String> names) throws IOException {
        return follow(names, false);
    }

    /** As {@link #follow}, making directories that are missing. Refuses where something else is in the way. */
    void make(List<String> names) throws IOException {
        List<String> rest = follow(names, true);
        if (!rest.isEmpty()) {
            throw new RefusedException(new Problem.Invalid("mkdir " + path(rest.getFirst()) + ": not a directory"));
        }
    }

    private List<String> follow(List<String> names, boolean make) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(names);
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.peek();
            if (name.equals("..")) {
                ahead.pop();
                leave();
                continue;
            }
            FileHandle entry = make ? made(name) : entry(name);
            if (entry == null) {
                return List.copyOf(ahead);
            }
            FileFacts found = FileFacts.of(entry);
            if (found.directory()) {
                ahead.pop();
                enter(name, entry);
                continue;
            }
            try (entry) {
                if (!found.symbolicLink()) {
                    return List.copyOf(ahead);
                }
                if (++links > LINKS_LIMIT) {
                    throw new RefusedException(new Problem.Invalid(path(name) + ": too many links"));
                }
                ahead.pop();
                turn(entry.linkTarget(), ahead);
            }
        }
        return List.of();
    }

    private void turn(String target, Deque<String> ahead) {
        if (target.startsWith("/")) {
            while (levels.size() > 1) {
                leave();
            }
        }
        String[] names = target.split("/");
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                ahead.push(names[i]);
            }
        }
    }

    private @Nullable FileHandle made(String name) throws IOException {
        FileHandle there = entry(name);
        if (there != null) {
            return there;
        }
        mustBeWritable();
        try {
            here().makeDirectory(name);
        } catch (HostException e) {
            if (e.errno() == Errno.EEXIST) {
                return entry(name);
            }
            throw e;
        }
        FileHandle made = entry(name);
        if (made != null && FileFacts.of(made).directory()) {
            made.chmod(MADE_MODE);
        }
        return made;
    }

    /** Refuses where nothing may be written. */
    void mustBeWritable() throws RefusedException {
        if (!writable()) {
            throw new RefusedException(new Problem.Forbidden(
                    mount().equals("/")
                            ? "container rootfs is marked read-only"
                            : "mounted volume is marked read-only"));
        }
    }

    @Override
    public void close() {
        while (levels.size() > 1) {
            leave();
        }
        here().close();
    }
}
