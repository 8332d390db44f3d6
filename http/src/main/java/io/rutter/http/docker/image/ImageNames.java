package io.rutter.http.docker.image;

import io.rutter.engine.reference.FamiliarName;
import io.rutter.http.docker.common.Refused;
import java.util.Locale;

/** Names given to images. */
public final class ImageNames {
    private ImageNames() {}

    /**
     * The familiar form of a name with a tag. Refuses: Invalid, in Docker's words.
     *
     * @param repository may carry a tag itself
     * @param tag empty for the one in the repository, or {@code latest}
     */
    public static String familiar(String repository, String tag) {
        if (!tag.isEmpty() && !tag.matches("\\w[\\w.-]{0,127}")) {
            throw Refused.invalid("invalid tag format");
        }
        String name = tag.isEmpty() ? repository : repository + ":" + tag;
        if (repository.contains("@")) {
            throw Refused.invalid("refusing to create a tag with a digest reference");
        }
        return FamiliarName.parse(name).orElseThrow(() -> invalid(repository));
    }

    private static Refused invalid(String repository) {
        boolean upper = !repository.equals(repository.toLowerCase(Locale.ROOT));
        return Refused.invalid(
                upper
                        ? "invalid reference format: repository name (" + repository + ") must be lowercase"
                        : "invalid reference format");
    }
}
