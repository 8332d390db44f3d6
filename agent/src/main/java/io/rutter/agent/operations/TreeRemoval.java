package io.rutter.agent.operations;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.linux.files.FileHandle;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import java.io.IOException;

/** Removes what is at a name and below, in a tree that others may change meanwhile. Links are never followed. */
final class TreeRemoval {
    private final Walk walk;

    /** @param walk where the name is; is there again afterwards */
    TreeRemoval(Walk walk) {
        this.walk = walk;
    }

    /** Refuses what is mounted, or has something mounted in it. */
    void remove(String name) throws IOException {
        if (walk.mountedAtOrBelow(name)) {
            throw new RefusedException(
                    new Problem.Invalid("unlinkat " + walk.path(name) + ": device or resource busy"));
        }
        descend(name);
    }

    private void descend(String name) throws IOException {
        FileHandle entry = walk.here().child(name);
        if (entry == null) {
            return;
        }
        boolean directory = FileFacts.of(entry).directory();
        if (directory) {
            walk.enter(name, entry);
            for (String below : walk.here().names()) {
                descend(below);
            }
            walk.leave();
        } else {
            entry.close();
        }
        walk.here().remove(name, directory);
    }
}
