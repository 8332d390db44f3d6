package io.rutter.deploy.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests: the same seed and number, the same request. */
final class Fuzzer {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)(-other)?}");
    private static final int OTHERS = 10;

    private final long seed;
    private final List<Endpoint> endpoints = Endpoint.all();
    private final Vocabulary vocabulary = Vocabulary.read();
    private final Map<String, List<String>> names;
    private final Bodies bodies;

    /** @param names by kind, of what there is */
    Fuzzer(long seed, Map<String, List<String>> names, Map<String, com.fasterxml.jackson.databind.JsonNode> whole) {
        this.seed = seed;
        this.names = names;
        this.bodies = new Bodies(whole, vocabulary);
    }

    FuzzRequest request(long number) {
        Random random = new Random(seed * 1_000_003 + number);
        Endpoint endpoint = endpoints.get(random.nextInt(endpoints.size()));
        String target = version(random) + path(endpoint, random) + query(endpoint, random);
        byte[] body = endpoint.body().isEmpty()
                ? random.nextInt(20) == 0 ? OddValues.json(random).getBytes(StandardCharsets.UTF_8) : new byte[0]
                : bodies.body(endpoint.body(), random);
        return new FuzzRequest(number, endpoint, target, headers(endpoint, random), body);
    }

    private static String version(Random random) {
        return switch (random.nextInt(40)) {
            case 0 -> "/v" + OddValues.number(random);
            case 1 -> "/v1.23";
            case 2 -> "/v1.99";
            case 3, 4, 5, 6, 7 -> "/v1." + (24 + random.nextInt(28));
            default -> "";
        };
    }

    private String path(Endpoint endpoint, Random random) {
        Matcher matcher = PLACE.matcher(endpoint.path());
        return matcher.replaceAll(
                place -> Matcher.quoteReplacement(name(place.group(1), place.group(2) != null, random)));
    }

    private String name(String kind, boolean other, Random random) {
        List<String> known = names.getOrDefault(kind, List.of());
        int choice = random.nextInt(10);
        if (choice < 6 && !other && !known.isEmpty()) {
            return known.get(random.nextInt(known.size()));
        }
        return choice < 8 ? "f" + random.nextInt(OTHERS) : escaped(OddValues.text(random), random);
    }

    private String query(Endpoint endpoint, Random random) {
        var query = new StringBuilder();
        for (String parameter : endpoint.parameters()) {
            if (random.nextInt(2) == 0) {
                append(query, parameter, parameterValue(parameter, random), random);
            }
        }
        if (random.nextInt(10) == 0) {
            append(query, vocabulary.word(random), OddValues.text(random), random);
        }
        return query.toString();
    }

    private String parameterValue(String parameter, Random random) {
        return switch (parameter) {
            case "filters", "buildargs", "labels", "outputs" -> filters(random);
            case "name", "repo", "t" -> random.nextInt(3) > 0 ? "f" + random.nextInt(OTHERS) : OddValues.text(random);
            // A stream's own end, so that the most of them are short.
            case "follow", "stream" -> random.nextInt(3) > 0 ? "0" : OddValues.text(random);
            case "path" -> random.nextBoolean() ? "/tmp" : OddValues.text(random);
            case "container" -> random.nextBoolean() ? "web" : OddValues.text(random);
            case "since" -> random.nextInt(3) > 0 ? "0" : OddValues.text(random);
            default -> random.nextBoolean() ? OddValues.text(random) : OddValues.number(random);
        };
    }

    private String filters(Random random) {
        if (random.nextInt(4) == 0) {
            return OddValues.json(random);
        }
        String value = OddValues.quoted(OddValues.text(random));
        String values = switch (random.nextInt(4)) {
            case 0 -> "[" + value + "]";
            case 1 -> "{" + value + ":true," + OddValues.quoted(OddValues.text(random)) + ":true}";
            case 2 -> "{" + value + ":true}";
            default -> OddValues.json(random);
        };
        return "{\"" + vocabulary.word(random) + "\":" + values + "}";
    }

    private static void append(StringBuilder query, String name, String value, Random random) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(escaped(value, random));
    }

    /** Mostly as a client does it. */
    private static String escaped(String text, Random random) {
        String escaped = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (random.nextInt(40)) {
            case 0 -> text.replaceAll("[\\s\\p{Cntrl}]", "_");
            case 1 -> escaped + "%ff%fe";
            case 2 -> escaped + "%";
            case 3 -> escaped + "%zz";
            default -> escaped;
        };
    }

    private List<String> headers(Endpoint endpoint, Random random) {
        List<String> headers = new ArrayList<>();
        boolean tar = endpoint.body().equals("tar");
        headers.add(
                switch (random.nextInt(20)) {
                    case 0 -> "Content-Type: " + (tar ? "application/json" : "application/x-tar") + "\r\n";
                    case 1 -> "Content-Type: text/plain; charset=bad\r\n";
                    case 2 -> "Content-Type: ;;;\r\n";
                    case 3 -> "";
                    default -> "Content-Type: " + (tar ? "application/x-tar" : "application/json") + "\r\n";
                });
        if (random.nextInt(12) == 0) {
            headers.add("Rutter-At: " + line(OddValues.text(random)) + "\r\n");
        }
        if (random.nextInt(12) == 0) {
            String auth = random.nextBoolean() ? OddValues.json(random) : "{\"username\":\"a\"}";
            headers.add("X-Registry-Auth: "
                    + (random.nextBoolean()
                            ? Base64.getUrlEncoder().encodeToString(auth.getBytes(StandardCharsets.UTF_8))
                            : line(auth))
                    + "\r\n");
        }
        if (random.nextInt(30) == 0) {
            headers.add(line(vocabulary.word(random).replace('!', '-')) + ": " + line(OddValues.text(random)) + "\r\n");
        }
        return headers;
    }

    private static String line(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > 4_000 ? line.substring(0, 4_000) : line;
    }
}
