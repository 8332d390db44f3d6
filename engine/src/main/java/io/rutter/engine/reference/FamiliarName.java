package io.rutter.engine.reference;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Image references as people write them: {@code app}, {@code docker.io/library/app:1}, {@code host:5000/team/app@sha256:…}. The
 * familiar form drops the default registry and the {@code library/} folder and always has a tag or a digest.
 */
public final class FamiliarName {
    private static final Pattern PATH_COMPONENT = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?))*"
                    + "(?::[0-9]+)?");
    private static final Pattern TAG = Pattern.compile("[\\w][\\w.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern HEX_ID = Pattern.compile("[0-9a-f]{64}");
    private static final int NAME_MAX = 255;

    private FamiliarName() {}

    /** The familiar form, with {@code :latest} where neither tag nor digest is given; empty when it is no reference. */
    public static Optional<String> parse(String text) {
        if (HEX_ID.matcher(text).matches()) {
            return Optional.empty();
        }
        int at = text.indexOf('@');
        String digest = at < 0 ? "" : text.substring(at + 1);
        String rest = at < 0 ? text : text.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        String tag = tagged ? rest.substring(colon + 1) : "";
        String name = tagged ? rest.substring(0, colon) : rest;
        boolean bad = at >= 0 && !matches(DIGEST, digest) || tagged && !matches(TAG, tag) || !validName(name);
        if (bad) {
            return Optional.empty();
        }
        String familiar = familiar(name);
        return Optional.of(at >= 0 ? familiar + "@" + digest : familiar + ":" + (tagged ? tag : "latest"));
    }

    private static boolean matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches();
    }

    private static boolean validName(String name) {
        if (name.isEmpty() || name.length() > NAME_MAX) {
            return false;
        }
        String[] parts = name.split("/", -1);
        int first = hasDomain(name) ? 1 : 0;
        if (first == 1 && !matches(DOMAIN, parts[0])) {
            return false;
        }
        for (int i = first; i < parts.length; i++) {
            if (!matches(PATH_COMPONENT, parts[i])) {
                return false;
            }
        }
        return parts.length > first;
    }

    private static boolean hasDomain(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String head = name.substring(0, slash);
        return head.contains(".")
                || head.contains(":")
                || head.equals("localhost")
                || !head.equals(head.toLowerCase(java.util.Locale.ROOT));
    }

    private static String familiar(String name) {
        String short1 = strip(strip(name, "docker.io/"), "index.docker.io/");
        return short1.equals(name) ? strip(name, hasDomain(name) ? "\0" : "library/") : strip(short1, "library/");
    }

    private static String strip(String text, String prefix) {
        return text.startsWith(prefix) && !text.substring(prefix.length()).isEmpty()
                ? text.substring(prefix.length())
                : text;
    }
}
