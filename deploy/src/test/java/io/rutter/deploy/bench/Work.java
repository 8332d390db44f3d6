package io.rutter.deploy.bench;

import io.rutter.deploy.host.Engine;
import java.time.Duration;
import java.util.function.Function;

/**
 * Something that both engines do.
 *
 * @param goal Rutter's time as a part of dockerd's, at most
 * @param before rounds that come first and don't count: both are measured as engines that have been at work for a while
 * @param rounds that count
 * @param once does it once and tells how long it took
 */
record Work(String name, double goal, int before, int rounds, Function<Engine, Duration> once) {}
