package io.rutter.engine.image;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a program is made for, as {@code --platform} says it.
 *
 * @param architecture as Go names it; empty for whatever the image is made for
 */
public record Platform(String os, String architecture) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int MOST_PARTS = 3;
    private static final Set<String> SYSTEMS = Set.of(
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "illumos",
            "ios",
            "js",
            "linux",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "windows");
    private static final Set<String> ARCHITECTURES = Set.of(
            "386",
            "amd64",
            "arm",
            "arm64",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mipsle",
            "ppc64",
            "ppc64le",
            "riscv64",
            "s390x",
            "wasm");

    /** Text that is no platform. */
    public static final class Nonsense extends Exception {
        private static final long serialVersionUID = 1L;

        Nonsense(String message) {
            super(message);
        }
    }

    /** Reads {@code os}, {@code architecture}, {@code os/architecture} or {@code os/architecture/variant}. */
    public static Platform parse(String text) throws Nonsense {
        String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                throw new Nonsense("\"" + part + "\" is an invalid component of \"" + text
                        + "\": platform specifier component must match \"" + PART + "\": invalid argument");
            }
        }
        if (parts.length > MOST_PARTS) {
            throw new Nonsense("\"" + text + "\": cannot parse platform specifier: invalid argument");
        }
        if (parts.length > 1) {
            return new Platform(parts[0], architecture(parts[1]));
        }
        String architecture = architecture(parts[0]);
        if (SYSTEMS.contains(parts[0])) {
            return new Platform(parts[0], "");
        }
        if (ARCHITECTURES.contains(architecture)) {
            return new Platform("linux", architecture);
        }
        throw new Nonsense("\"" + text + "\": unknown operating system or architecture: invalid argument");
    }

    private static String architecture(String word) {
        return switch (word) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386" -> "386";
            case "armhf", "armel" -> "arm";
            default -> word;
        };
    }

    public boolean fits(ImageConfig image) {
        return os.equals(image.os()) && (architecture.isEmpty() || architecture.equals(image.architecture()));
    }

    @Override
    public String toString() {
        return architecture.isEmpty() ? os : os + "/" + architecture;
    }
}
