package io.rutter.deploy.bench;

import io.rutter.deploy.host.Engine;
import java.time.Duration;
import java.util.function.Function;

/**
 * Something that both engines do.
 *
 * @param goal Rutter's time as a part of dockerd's, at most
 * @param rounds that count; as many as a tenth go before them and don't
 * @param once does it once and tells how long it took
 */
record Work(String name, double goal, int rounds, Function<Engine, Duration> once) {}
