package io.rutter.deploy.fuzz;

import java.util.List;
import java.util.Random;

/** Texts and pieces of JSON that programs stumble over. */
final class OddValues {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "1",
            "-1",
            "true",
            "null",
            "a",
            "web",
            "base",
            "NaN",
            "1e400",
            "0x10",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999999",
            "1.5",
            "10m",
            "1h1s",
            "2020-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999999999.999999999",
            "10000-01-01T00:00:00Z",
            "..",
            "../../../../etc/passwd",
            "/",
            "//",
            "/proc/self/root",
            "/none/such",
            "a/b/c",
            "a:b:c:d",
            ":",
            "::",
            "a=b",
            "=",
            "\0",
            "a\0b",
            "a\nb",
            "\r\nX: y",
            "ÿ",
            "\u202e\ud83d\ude00",
            "\ud800",
            "%",
            "%00",
            "%s%n",
            "${jndi:x}",
            "$(id)",
            "`id`",
            "'\"",
            "<b>",
            "SIGKILL",
            "SIGRTMIN+99",
            "64",
            "container:",
            "container:web",
            "container:none",
            "service:web",
            "host",
            "none",
            "bridge",
            "private",
            "0.0.0.0",
            "256.1.1.1",
            "::1",
            "fe80::1%eth0",
            "10.0.0.0/33",
            "10.0.0.0/8",
            "0.0.0.0/0",
            "2001:db8::/129",
            "02:42:ac:11:00:99",
            "zz:zz:zz:zz:zz:zz",
            "80/tcp",
            "80/xyz",
            "70000/tcp",
            "1-65535/udp",
            "5-1/tcp",
            "ctrl-p,ctrl-q",
            "ctrl-",
            "sha256:00",
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "UPPER/Case:Tag",
            "localhost:5000/a/b@sha256:1",
            "linux/amd64/v9",
            "unless-stopped",
            "on-failure",
            "not-running",
            "[]",
            "{}",
            "{\"a\":1}",
            "\"x\"",
            "[[[[[[[[");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "-2",
            "100",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e3",
            "1.5",
            "1e308",
            "1e999",
            "-0",
            "123456789012345678901234567890");

    private OddValues() {}

    static String text(Random random) {
        return switch (random.nextInt(24)) {
            case 0 -> "a".repeat(1 + random.nextInt(300));
            case 1 -> "é".repeat(200 + random.nextInt(5_000));
            case 2 -> "a/".repeat(1 + random.nextInt(500));
            case 3 -> Long.toHexString(random.nextLong());
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    static String number(Random random) {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    /** A value as it stands in a body. */
    static String json(Random random) {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> quoted(text(random));
            case 4, 5, 6 -> number(random);
            case 7 -> random.nextBoolean() ? "true" : "false";
            case 8 -> "null";
            case 9 -> random.nextBoolean() ? "[]" : "{}";
            case 10 -> "[" + json(random) + "," + json(random) + "]";
            case 11 -> "{" + quoted(text(random)) + ":" + json(random) + "}";
            case 12 -> deep(1 + random.nextInt(40));
            default -> random.nextInt(20) == 0 ? deep(200 + random.nextInt(20_000)) : "[null]";
        };
    }

    private static String deep(int levels) {
        return levels % 2 == 0
                ? "[".repeat(levels) + "]".repeat(levels)
                : "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    /** As JSON has it; what is no character of its own (half a pair) is left as it is. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
