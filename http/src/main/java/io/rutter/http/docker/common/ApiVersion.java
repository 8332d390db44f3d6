package io.rutter.http.docker.common;

import io.rutter.engine.entity.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Docker Engine API. Ordered. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    public static final ApiVersion MIN = new ApiVersion(1, 24);
    public static final ApiVersion MAX = new ApiVersion(1, 51);

    /** As it stands in a path, behind the {@code v}; a third number changes nothing. */
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\.\\d{1,4})*");

    /** Empty for a text that is no version. */
    public static Optional<ApiVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)), minor));
    }

    /** Why a client of this version isn't served; empty when it is. */
    public Optional<Problem> refusal() {
        if (compareTo(MAX) > 0) {
            return Optional.of(new Problem.Invalid(
                    "client version " + this + " is too new. Maximum supported API version is " + MAX));
        }
        if (compareTo(MIN) < 0) {
            return Optional.of(new Problem.Invalid("client version " + this
                    + " is too old. Minimum supported API version is " + MIN
                    + ", please upgrade your client to a newer version"));
        }
        return Optional.empty();
    }

    public boolean atLeast(int atLeastMinor) {
        return compareTo(new ApiVersion(1, atLeastMinor)) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
