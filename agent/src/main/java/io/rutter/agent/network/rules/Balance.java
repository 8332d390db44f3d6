package io.rutter.agent.network.rules;

import io.rutter.agent.network.rules.Picture.Target;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes targets in turn, connection by connection. */
final class Balance {
    private Balance() {}

    /** An expression for {@code dnat ip to} over addresses and ports. */
    static String among(List<Target> targets) {
        return IntStream.range(0, targets.size())
                .mapToObj(i -> i + " : " + targets.get(i).address() + " . "
                        + targets.get(i).port())
                .collect(Collectors.joining(", ", "numgen inc mod " + targets.size() + " map { ", " }"));
    }

    /** An expression for {@code dnat to} over addresses alone. */
    static String amongAddresses(List<String> addresses) {
        return IntStream.range(0, addresses.size())
                .mapToObj(i -> i + " : " + addresses.get(i))
                .collect(Collectors.joining(", ", "numgen inc mod " + addresses.size() + " map { ", " }"));
    }
}
