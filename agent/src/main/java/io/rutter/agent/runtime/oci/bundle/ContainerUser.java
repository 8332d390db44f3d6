package io.rutter.agent.runtime.oci.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who a process runs as, by the root filesystem's own list of users.
 *
 * @param additionalGids further groups
 * @param home directory; {@code /} when the user is not listed
 */
public record ContainerUser(int uid, int gid, List<Integer> additionalGids, String home) {
    private static final int LINE_LIMIT = 1_000_000;
    private static final String RANGE = "uids and gids must be in range 0-2147483647";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");

    /** A user or group that does not exist, in Docker's words. */
    public static final class NoSuchUser extends Exception {
        private static final long serialVersionUID = 1L;

        NoSuchUser(String message) {
            super(message);
        }
    }

    /** A line of /etc/passwd. */
    private record User(String name, int uid, int gid, String home) {}

    /** A line of /etc/group. */
    private record Group(String name, int gid, List<String> members) {}

    /**
     * Finds out who {@code user[:group]} is.
     *
     * @param words empty for root
     * @param groupAdd further groups by name or number
     */
    public static ContainerUser resolve(Path rootfs, String words, List<String> groupAdd)
            throws IOException, NoSuchUser {
        return resolve(lines(rootfs, "/etc/passwd"), lines(rootfs, "/etc/group"), words, groupAdd);
    }

    /** As {@link #resolve(Path, String, List)}, by the lines of the two files. */
    public static ContainerUser resolve(
            List<String> passwd, List<String> groupFile, String words, List<String> groupAdd) throws NoSuchUser {
        int colon = words.indexOf(':');
        String userWord = colon < 0 ? words : words.substring(0, colon);
        String groupWord = colon < 0 ? "" : words.substring(colon + 1);
        List<Group> groups =
                groupFile.stream().flatMap(line -> group(line).stream()).toList();
        User user = user(passwd, userWord.isEmpty() ? "0" : userWord);
        Set<Integer> further = new LinkedHashSet<>();
        int gid = user.gid();
        if (groupWord.isEmpty()) {
            groups.stream()
                    .filter(group -> !user.name().isEmpty() && group.members().contains(user.name()))
                    .forEach(group -> further.add(group.gid()));
        } else {
            gid = gid(groups, groupWord, "unable");
        }
        for (String added : groupAdd) {
            further.add(gid(groups, added, "Unable"));
        }
        var all = new LinkedHashSet<Integer>();
        all.add(gid);
        all.addAll(further);
        return new ContainerUser(user.uid(), gid, new ArrayList<>(all), user.home());
    }

    private static User user(List<String> passwd, String word) throws NoSuchUser {
        Optional<Integer> number = number(word);
        for (String line : passwd) {
            Optional<User> user = parsed(line);
            if (user.isPresent()
                    && (user.get().name().equals(word)
                            || number.isPresent() && number.get() == user.get().uid())) {
                return user.get();
            }
        }
        if (number.isEmpty()) {
            throw new NoSuchUser(
                    outOfRange(word) ? RANGE : "unable to find user " + word + ": no matching entries in passwd file");
        }
        return new User("", number.get(), 0, "/");
    }

    private static Optional<User> parsed(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 6
                || number(fields[2]).isEmpty()
                || number(fields[3]).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new User(
                fields[0],
                number(fields[2]).orElseThrow(),
                number(fields[3]).orElseThrow(),
                fields[5].isEmpty() ? "/" : fields[5]));
    }

    private static Optional<Group> group(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 3 || number(fields[2]).isEmpty()) {
            return Optional.empty();
        }
        List<String> members = fields.length > 3 ? List.of(fields[3].split(",")) : List.of();
        return Optional.of(new Group(fields[0], number(fields[2]).orElseThrow(), members));
    }

    /** @param unable Docker begins the one sentence with a capital, the other without */
    private static int gid(List<Group> groups, String word, String unable) throws NoSuchUser {
        Optional<Integer> number = number(word);
        for (Group group : groups) {
            if (group.name().equals(word) || number.isPresent() && number.get() == group.gid()) {
                return group.gid();
            }
        }
        if (number.isEmpty()) {
            throw new NoSuchUser(
                    outOfRange(word)
                            ? RANGE
                            : unable + " to find group " + word + ": no matching entries in group file");
        }
        return number.get();
    }

    private static boolean outOfRange(String word) {
        return NUMBER.matcher(word).matches();
    }

    private static Optional<Integer> number(String word) {
        try {
            int value = Integer.parseInt(word);
            return value < 0 ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path rootfs, String path) throws IOException {
        Optional<Path> file = RootfsPath.resolve(rootfs, path).filter(Files::isRegularFile);
        if (file.isEmpty() || Files.size(file.get()) > LINE_LIMIT) {
            return List.of();
        }
        return new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
