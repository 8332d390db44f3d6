package io.rutter.agent.image.build.context;

import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where COPY and ADD take files from: the context, or the filesystem of another stage or image. */
public final class CopySources {
    private final Path root;
    private final Inside inside;
    private final ContentHash hashes;
    private final boolean context;

    private CopySources(Path root, Map<String, byte[]> digests, boolean context) {
        this.root = root;
        this.context = context;
        inside = new Inside(root);
        hashes = new ContentHash(root, digests, !context);
    }

    public static CopySources context(BuildContext context) {
        return new CopySources(context.root(), context.digests(), true);
    }

    /** @param root mounted filesystem of an image; nobody changes it meanwhile */
    public static CopySources image(Path root) {
        return new CopySources(root, Map.of(), false);
    }

    /**
     * A file or directory to copy.
     *
     * @param name last part of the name it was asked for by
     * @param hash of what it is
     */
    public record Found(String name, Path path, boolean directory, String hash) {}

    /** All that some names and wildcards mean. Refuses a missing name and a wildcard without a match, in Docker's words. */
    public List<Found> find(List<String> names) throws IOException, DockerfileException {
        List<Found> found = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith("http://") || name.startsWith("https://")) {
                throw new DockerfileException(
                        "remote files are not fetched by this engine yet: fetch " + name + " first and COPY it");
            }
            if (PathPatterns.isWildcard(name)) {
                wildcard(name, found);
            } else {
                found.add(one(name));
            }
        }
        if (found.isEmpty()) {
            throw new DockerfileException("no source files were specified");
        }
        return found;
    }

    /** {@code file:…}, {@code dir:…} or {@code multi:…}: what of the sources makes a difference. */
    public static String hash(List<Found> found) {
        if (found.size() == 1) {
            Found only = found.getFirst();
            return (only.directory() ? "dir:" : "file:") + only.hash();
        }
        StringBuilder all = new StringBuilder();
        found.forEach(
                each -> all.append(each.name()).append('\0').append(each.hash()).append('\0'));
        return "multi:" + Digests.hex(Digests.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private Found one(String name) throws IOException, DockerfileException {
        if (leadsOut(name)) {
            throw new DockerfileException("forbidden path outside the build context: " + name + " ()");
        }
        List<String> parts = Inside.parts(name);
        Path path = inside.existing(parts);
        if (path == null || !Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            String shown = String.join("/", parts);
            throw new DockerfileException(
                    context
                            ? "file not found in build context or excluded by .dockerignore: stat " + shown
                                    + ": file does not exist"
                            : "stat " + shown + ": file does not exist");
        }
        return new Found(
                parts.isEmpty() ? "" : parts.getLast(), path, FileFacts.of(path).directory(), hashes.of(path));
    }

    private void wildcard(String name, List<Found> found) throws IOException, DockerfileException {
        Pattern pattern = PathPatterns.wildcard(String.join("/", Inside.parts(name)));
        List<String> matches;
        try (Stream<Path> all = Files.walk(root)) {
            matches = all.map(path -> root.relativize(path).toString())
                    .filter(path -> pattern.matcher(path).matches())
                    .sorted()
                    .toList();
        }
        for (String match : matches) {
            found.add(one(match));
        }
    }

    private static boolean leadsOut(String name) {
        int depth = 0;
        for (String part : name.split("/")) {
            if (part.equals("..")) {
                depth--;
            } else if (!part.isEmpty() && !part.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return !name.startsWith("/");
            }
        }
        return false;
    }
}
