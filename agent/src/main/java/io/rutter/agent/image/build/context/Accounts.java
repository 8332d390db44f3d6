package io.rutter.agent.image.build.context;

import io.rutter.agent.image.build.context.Copier.Owner;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.files.Inside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Users and groups of a root filesystem, for {@code --chown}. */
public final class Accounts {
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final int NUMBER_FIELD = 2;

    private final Inside inside;

    public Accounts(Path root) {
        inside = new Inside(root);
    }

    /** Numbers of {@code user[:group]}; without a group it is that of the user's name. Refuses names that are not there. */
    public Owner owner(String words) throws IOException, DockerfileException {
        String[] parts = words.split(":", 2);
        String group = parts.length == 1 ? parts[0] : parts[1];
        return new Owner(number(parts[0], "passwd", "uid", "user"), number(group, "group", "gid", "group"));
    }

    private int number(String name, String file, String kind, String noun) throws IOException, DockerfileException {
        if (!name.isEmpty() && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Integer.parseInt(name);
        }
        OptionalInt found = find(name, file);
        if (found.isEmpty()) {
            throw new DockerfileException("unable to convert uid/gid chown string to host mapping: can't find " + kind
                    + " for " + noun + " " + name + ": no such " + noun + ": " + name);
        }
        return found.getAsInt();
    }

    private OptionalInt find(String name, String file) throws IOException {
        Path path = inside.existing(List.of("etc", file));
        if (path == null || !Files.isRegularFile(path) || Files.size(path) > MAX_FILE_BYTES) {
            return OptionalInt.empty();
        }
        for (String line : new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] fields = line.split(":");
            if (fields.length > NUMBER_FIELD && fields[0].equals(name)) {
                try {
                    return OptionalInt.of(Integer.parseInt(fields[NUMBER_FIELD]));
                } catch (NumberFormatException e) {
                    return OptionalInt.empty();
                }
            }
        }
        return OptionalInt.empty();
    }
}
