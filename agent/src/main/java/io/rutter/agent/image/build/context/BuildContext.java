package io.rutter.agent.image.build.context;

import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.image.tar.Archives;
import io.rutter.agent.image.tar.BadArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The files that a client sent for a build, unpacked for as long as it lasts. */
public final class BuildContext implements AutoCloseable {
    private static final String IGNORE_FILE = ".dockerignore";
    private static final int MAX_DOCKERFILE_BYTES = 16 << 20;

    private final Path root;
    private final Map<String, byte[]> digests;

    private BuildContext(Path root, Map<String, byte[]> digests) {
        this.root = root;
        this.digests = digests;
    }

    /** Unpacks a context. Fails, leaving nothing, when it is no tar. */
    public static BuildContext receive(InputStream stream, Path temporary) throws IOException {
        Path root = Files.createDirectory(temporary.resolve("context-" + UUID.randomUUID()));
        try {
            return new BuildContext(root, Archives.unpack(stream, root));
        } catch (IOException e) {
            Trees.remove(root);
            throw BadArchive.explain(e);
        } catch (RuntimeException e) {
            Trees.remove(root);
            throw e;
        }
    }

    Path root() {
        return root;
    }

    /** Digests of regular files' contents by path. */
    Map<String, byte[]> digests() {
        return digests;
    }

    /** The Dockerfile's text. Refuses in Docker's words when there is none. */
    public String dockerfile(String name) throws IOException, DockerfileException {
        Optional<Path> file = Optional.ofNullable(new Inside(root).existing(Inside.parts(name)));
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            throw new DockerfileException("Cannot locate specified Dockerfile: " + name);
        }
        long sizeBytes = Files.size(file.get());
        if (sizeBytes == 0) {
            throw new DockerfileException("the Dockerfile (" + name + ") cannot be empty");
        }
        if (sizeBytes > MAX_DOCKERFILE_BYTES) {
            throw new DockerfileException(
                    "the Dockerfile (" + name + ") is larger than " + MAX_DOCKERFILE_BYTES + " bytes");
        }
        return Files.readString(file.get());
    }

    /** Removes what a {@code .dockerignore} in it leaves out, which a client may have sent all the same. */
    public void obeyIgnoreFile() throws IOException, DockerfileException {
        Path file = root.resolve(IGNORE_FILE);
        if (!Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PathPatterns patterns = PathPatterns.ignoreFile(Files.readString(file));
        if (patterns.isEmpty()) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(root)) {
            deepestFirst =
                    new ArrayList<>(all.filter(path -> !path.equals(root)).toList()).reversed();
        }
        for (Path path : deepestFirst) {
            if (patterns.excludes(root.relativize(path).toString())) {
                boolean keepsSomething =
                        Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS) && !isEmpty(path);
                if (!keepsSomething) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var children = Files.newDirectoryStream(directory)) {
            return !children.iterator().hasNext();
        }
    }

    @Override
    public void close() throws IOException {
        Trees.remove(root);
    }
}
