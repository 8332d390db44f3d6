package io.rutter.engine.cluster.orders;

import io.rutter.engine.id.ContainerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Ids and names that nobody has yet, from a generator given at construction. */
public final class FreshIds {
    private static final int ID_BYTES = 32;
    private static final int NAME_TRIES = 6;
    private static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int SHORT_ID_LENGTH = 25;
    private static final List<String> MOODS = List.of(
            "able", "bold", "brisk", "calm", "clear", "deep", "eager", "even", "fair", "firm", "fleet", "free", "glad",
            "hale", "keen", "kind", "level", "light", "lively", "lucid", "merry", "mild", "nimble", "noble", "open",
            "patient", "plain", "prompt", "quick", "quiet", "ready", "rested", "salty", "sharp", "snug", "sound",
            "steady", "still", "stout", "sunny", "sure", "swift", "tidy", "trim", "true", "vivid", "warm", "wide");
    private static final List<String> THINGS = List.of(
            "anchor",
            "astrolabe",
            "bay",
            "beacon",
            "binnacle",
            "bosun",
            "bow",
            "breeze",
            "buoy",
            "capstan",
            "channel",
            "chart",
            "cleat",
            "coast",
            "compass",
            "cove",
            "cutter",
            "deck",
            "dinghy",
            "fathom",
            "galley",
            "halyard",
            "harbour",
            "helm",
            "hull",
            "island",
            "jib",
            "keel",
            "ketch",
            "lagoon",
            "lantern",
            "league",
            "lugger",
            "mast",
            "oar",
            "packet",
            "pilot",
            "pinnace",
            "quay",
            "reef",
            "rudder",
            "schooner",
            "sextant",
            "shoal",
            "sloop",
            "spar",
            "tiller",
            "wake",
            "wharf",
            "windlass",
            "yawl");

    private final RandomGenerator random;

    public FreshIds(RandomGenerator random) {
        this.random = random;
    }

    /** Always the same ones for a name. */
    static FreshIds named(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new FreshIds(new SplittableRandom(ByteBuffer.wrap(digest).getLong()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** 64 hexadecimal digits. */
    public synchronized String hex64() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public ContainerId container() {
        return new ContainerId(hex64());
    }

    /** 25 digits of base 36, as services, tasks and nodes have. */
    public synchronized String base36() {
        var text = new StringBuilder(SHORT_ID_LENGTH);
        for (int i = 0; i < SHORT_ID_LENGTH; i++) {
            text.append(BASE36.charAt(random.nextInt(BASE36.length())));
        }
        return text.toString();
    }

    /** Names for a container that nobody named, to be tried in order; the last ones carry a number. */
    public synchronized List<String> names() {
        var names = new ArrayList<String>();
        for (int i = 0; i < NAME_TRIES; i++) {
            String name = MOODS.get(random.nextInt(MOODS.size())) + "_" + THINGS.get(random.nextInt(THINGS.size()));
            names.add(i < NAME_TRIES / 2 ? name : name + random.nextInt(100_000));
        }
        return names;
    }
}
