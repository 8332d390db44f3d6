package io.rutter.engine.world;

import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.reference.FamiliarName;
import io.rutter.engine.reference.Reference.PointingReference;
import java.util.List;
import java.util.Optional;

/** Questions about images and what points to them. */
public record Images(World world) {
    public List<LiveImage> all() {
        return world.all(Kind.IMAGE, LiveImage.class);
    }

    public Optional<LiveImage> byId(ImageId id) {
        return world.live(EntityKey.image(id), LiveImage.class);
    }

    public List<PointingReference> references() {
        return world.all(Kind.REFERENCE, PointingReference.class);
    }

    /** Names of an image, familiar form, sorted. */
    public List<String> names(ImageId id) {
        return references().stream()
                .filter(reference -> reference.image().equals(id))
                .map(PointingReference::name)
                .sorted()
                .toList();
    }

    public Optional<PointingReference> reference(String name) {
        return world.live(new EntityKey(Kind.REFERENCE, name), PointingReference.class);
    }

    /** By reference, id, or unique prefix of an id, with or without {@code sha256:}. */
    public Found<LiveImage> find(String text) {
        Optional<LiveImage> named = FamiliarName.parse(text)
                .flatMap(this::reference)
                .map(PointingReference::image)
                .flatMap(this::byId);
        if (named.isPresent()) {
            return new Found.One<>(named.get());
        }
        return byIdPrefix(text);
    }

    private Found<LiveImage> byIdPrefix(String text) {
        String digits = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        boolean idLike = !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        List<LiveImage> matches = idLike
                ? all().stream()
                        .filter(image -> image.id().startsWith("sha256:" + digits))
                        .limit(2)
                        .toList()
                : List.of();
        return switch (matches.size()) {
            case 1 -> new Found.One<>(matches.getFirst());
            case 0 -> new Found.None<>(new Problem.NotFound("No such image: " + shown(text)));
            default -> new Found.None<>(new Problem.Invalid("image ID prefix " + text + " is ambiguous"));
        };
    }

    private static String shown(String text) {
        return FamiliarName.parse(text).orElse(text);
    }
}
