/**
 * What Rutter tells beyond Docker's API, under {@code /rutter/v1}: the log as a stream, everything at one moment, and why
 * things are as they are.
 */
@NullMarked
package io.rutter.http.rutter;

import org.jspecify.annotations.NullMarked;
