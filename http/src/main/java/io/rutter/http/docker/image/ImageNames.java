package io.rutter.http.docker.image;

import io.rutter.engine.reference.FamiliarName;
import io.rutter.http.docker.common.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names given to images. */
public final class ImageNames {
    private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{1,64}");

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

    /**
     * The familiar form of what a client asks to pull. Refuses: Invalid, in Docker's words.
     *
     * @param image may carry a tag itself, which {@code tag} outdoes
     * @param tag a tag or a digest; empty for the one in the image, or {@code latest}
     */
    static String pulled(String image, String tag) {
        if (tag.startsWith("sha256:")) {
            return FamiliarName.parse(image + "@" + tag).orElseThrow(() -> invalid(image));
        }
        boolean tagged = image.lastIndexOf(':') > image.lastIndexOf('/');
        boolean outdone = tagged && !tag.isEmpty() && !image.contains("@");
        String repository = outdone ? image.substring(0, image.lastIndexOf(':')) : image;
        return image.contains("@")
                ? FamiliarName.parse(image).orElseThrow(() -> invalid(image))
                : familiar(repository, tag);
    }

    /** Refuses, Invalid in Docker's words, what is neither a reference nor an image's id. */
    public static void require(String image) {
        if (!ID.matcher(image).matches() && FamiliarName.parse(image).isEmpty()) {
            throw invalid(image);
        }
    }

    private static Refused invalid(String repository) {
        boolean upper = !repository.equals(repository.toLowerCase(Locale.ROOT));
        return Refused.invalid(
                upper
                        ? "invalid reference format: repository name (" + repository + ") must be lowercase"
                        : "invalid reference format");
    }
}
