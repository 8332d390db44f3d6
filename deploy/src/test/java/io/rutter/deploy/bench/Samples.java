package io.rutter.deploy.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times of one work on one engine. */
final class Samples {
    private final List<Long> nanos = new ArrayList<>();

    void add(Duration took) {
        nanos.add(took.toNanos());
    }

    double medianMillis() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2) / 1e6;
    }
}
