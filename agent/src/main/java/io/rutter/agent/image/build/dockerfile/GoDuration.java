package io.rutter.agent.image.build.dockerfile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Docker writes them: {@code 1m30s}. */
final class GoDuration {
    private static final Pattern PIECE = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)([a-zµμ]*)");
    private static final Map<String, Long> UNIT_NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final long MS_NANOS = 1_000_000L;
    private static final long S_NANOS = 1_000_000_000L;
    private static final long M_NANOS = 60 * S_NANOS;
    private static final long H_NANOS = 60 * M_NANOS;
    private static final int MAX_LENGTH = 64;

    private GoDuration() {}

    static long nanos(String text) throws DockerfileException {
        if (text.equals("0")) {
            return 0;
        }
        String invalid = "time: invalid duration " + Quoted.go(text);
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.isEmpty() || rest.length() > MAX_LENGTH) {
            throw new DockerfileException(invalid);
        }
        BigDecimal total = BigDecimal.ZERO;
        Matcher piece = PIECE.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!piece.find(at) || piece.start() != at) {
                throw new DockerfileException(invalid);
            }
            String unit = piece.group(2);
            if (unit.isEmpty()) {
                throw new DockerfileException("time: missing unit in duration " + Quoted.go(text));
            }
            Long nanos = UNIT_NANOS.get(unit);
            if (nanos == null) {
                throw new DockerfileException(
                        "time: unknown unit " + Quoted.go(unit) + " in duration " + Quoted.go(text));
            }
            total = total.add(new BigDecimal(piece.group(1)).multiply(BigDecimal.valueOf(nanos)));
            at = piece.end();
        }
        if (total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new DockerfileException(invalid);
        }
        long nanos = total.setScale(0, RoundingMode.DOWN).longValueExact();
        return negative ? -nanos : nanos;
    }

    /** The shortest form in whole units, as the history shows it. */
    static String text(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < S_NANOS) {
            return decimal(nanos, MS_NANOS, "ms");
        }
        long hours = nanos / H_NANOS;
        long minutes = nanos / M_NANOS % 60;
        String seconds = decimal(nanos % M_NANOS, S_NANOS, "s");
        return (hours > 0 ? hours + "h" : "") + (hours > 0 || minutes > 0 ? minutes + "m" : "") + seconds;
    }

    private static String decimal(long nanos, long unitNanos, String unit) {
        BigDecimal value = new BigDecimal(nanos).divide(new BigDecimal(unitNanos));
        return (value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString()) + unit;
    }
}
