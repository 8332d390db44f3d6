/**
 * What every request brings beside its own words: who asks and why, and which moment it asks about.
 *
 * <p>{@code Rutter-Reason} and {@code Rutter-Request-Id} go into the log with what the request leads to, and a request of
 * the same id is done once. {@code Rutter-At} asks
 * for the past: an offset, a time, or an age.
 */
@NullMarked
package io.rutter.http.request;

import org.jspecify.annotations.NullMarked;
