package io.rutter.agent.reconcile;

import io.rutter.agent.image.store.ContainerRoots;
import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The images of a {@link FakeNode}, and what is mounted of them. */
final class FakeImages {
    private final FakeNode node;
    private final ContainerRoots roots = FakeNode.fake(ContainerRoots.class, new Roots());

    FakeImages(FakeNode node) {
        this.node = node;
    }

    ContainerRoots rootfs() {
        return roots;
    }

    List<ImageId> strangers(Set<String> ids) {
        return node.images.stream().filter(id -> !ids.contains(id.value())).toList();
    }

    void forget(ImageId id) throws IOException {
        node.does("forget image");
        node.images.remove(id);
    }

    private final class Roots {
        Path mount(String id, ImageId image) throws IOException {
            if (!node.mounted.contains(id)) {
                node.does("mount " + FakeNode.name(id));
                node.mounted.add(id);
            }
            return Path.of("/rootfs").resolve(id);
        }

        boolean mounted(String id) {
            return node.mounted.contains(id);
        }

        Set<String> mounted() {
            return Set.copyOf(node.mounted);
        }

        Set<String> existing() {
            return Set.copyOf(node.mounted);
        }

        void unmount(String id) throws IOException {
            node.does("unmount " + FakeNode.name(id));
            node.mounted.remove(id);
        }

        void remove(String id) throws IOException {
            node.does("remove files of " + FakeNode.name(id));
            node.mounted.remove(id);
        }
    }
}
