package io.rutter.deploy.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Bodies that are almost right. The whole ones are the engine's own answers about what it has, so they hold every field it
 * knows; a few places of one are then changed.
 */
final class Bodies {
    private static final int LONG_TEXT = 100_000;
    private static final int TAR_BLOCK = 512;
    /** More tasks than a test can bear. */
    private static final Set<String> MULTIPLIERS = Set.of("Replicas", "TotalCompletions", "MaxConcurrent");

    private final Map<String, JsonNode> whole;
    private final Vocabulary vocabulary;

    Bodies(Map<String, JsonNode> whole, Vocabulary vocabulary) {
        this.whole = whole;
        this.vocabulary = vocabulary;
    }

    byte[] body(String kind, Random random) {
        if (kind.equals("tar")) {
            return tar(random);
        }
        JsonNode known = whole.get(kind);
        if (known == null) {
            throw new IllegalStateException("there is no body called " + kind);
        }
        ObjectNode body = known.deepCopy();
        thin(body, random);
        renamed(body, random);
        String text = body.toString();
        for (int i = random.nextInt(3); i > 0; i--) {
            text = changed(body, text, random);
        }
        return spoilt(text, random);
    }

    /** What there is already would be refused at once: its name, its subnet. */
    private static void renamed(ObjectNode body, Random random) {
        if (body.path("Name").isTextual() && random.nextInt(5) > 0) {
            body.put("Name", "f" + random.nextInt(10));
        }
        if (body.has("IPAM") && random.nextInt(4) > 0) {
            body.remove("IPAM");
        }
    }

    /** Most fields go, or nothing but the first refusal would ever be met. */
    private static void thin(ObjectNode body, Random random) {
        int keep = 1 + random.nextInt(10);
        for (Map.Entry<String, JsonNode> field : List.copyOf(body.properties())) {
            boolean needed =
                    Set.of("Image", "Name", "TaskTemplate", "HostConfig").contains(field.getKey());
            if (!needed && random.nextInt(10) >= keep) {
                body.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                thin(inner, random);
            }
        }
    }

    /** Another value in a place of the tree, given as text since it may be no JSON that a library would write. */
    private String changed(ObjectNode body, String text, Random random) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(body, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() || random.nextInt(4) == 0
                ? vocabulary.field(random)
                : names.get(random.nextInt(names.size()));
        if (MULTIPLIERS.contains(name)) {
            return text;
        }
        String mark = "\"@" + Integer.toHexString(random.nextInt()) + "\"";
        String before = object.toString();
        JsonNode old = object.get(name);
        object.put(name, mark.substring(1, mark.length() - 1));
        String after = object.toString().replace(mark, value(old, random));
        object.remove(name);
        if (old != null) {
            object.set(name, old);
        }
        return text.replace(before, after);
    }

    private String value(JsonNode old, Random random) {
        if (old != null && random.nextInt(3) == 0) {
            return old.isNumber()
                    ? OddValues.number(random)
                    : old.isTextual()
                            ? OddValues.quoted(OddValues.text(random))
                            : old.isArray() ? "[" + OddValues.json(random) + "]" : OddValues.json(random);
        }
        if (random.nextInt(10) == 0) {
            return "{\"" + vocabulary.field(random) + "\":" + OddValues.json(random) + "}";
        }
        return OddValues.json(random);
    }

    private static void collect(JsonNode node, List<ObjectNode> into) {
        if (node instanceof ObjectNode object) {
            into.add(object);
        }
        node.forEach(child -> collect(child, into));
    }

    /** Now and then it is no JSON at all, or no UTF-8. */
    private byte[] spoilt(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(60)) {
            case 0 -> text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 2 -> new byte[0];
            case 3 -> OddValues.json(random).getBytes(StandardCharsets.UTF_8);
            case 4 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 5 -> text.getBytes(StandardCharsets.UTF_16);
            case 6 ->
                text.replaceFirst("\"[^\"]+\"", "\"" + "x".repeat(LONG_TEXT) + "\"")
                        .getBytes(StandardCharsets.UTF_8);
            case 7, 8 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            default -> bytes;
        };
    }

    /** Headers with odd names, types and sizes, and what is no archive at all. */
    private static byte[] tar(Random random) {
        var out = new ByteArrayOutputStream();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] block = new byte[TAR_BLOCK];
            put(block, 0, random.nextBoolean() ? "Dockerfile" : OddValues.text(random), 100);
            put(block, 100, "0000644\0", 8);
            put(block, 124, random.nextInt(3) == 0 ? OddValues.text(random) : "00000000000\0", 12);
            block[156] = (byte) "0123456789xgLKVS\0".charAt(random.nextInt(17));
            put(block, 157, OddValues.text(random), 100);
            put(block, 257, "ustar\00000", 8);
            checksum(block, random);
            out.writeBytes(block);
        }
        byte[] noise = new byte[random.nextInt(2 * TAR_BLOCK)];
        random.nextBytes(noise);
        out.writeBytes(random.nextInt(3) == 0 ? noise : new byte[2 * TAR_BLOCK]);
        return out.toByteArray();
    }

    private static void checksum(byte[] block, Random random) {
        put(block, 148, "        ", 8);
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        if (random.nextInt(10) > 0) {
            put(block, 148, String.format("%06o\0 ", sum), 8);
        }
    }

    private static void put(byte[] block, int at, String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, limit));
    }
}
