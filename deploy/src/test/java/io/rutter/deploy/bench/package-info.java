/**
 * `./dev bench`: the same work on Rutter and on the distribution's dockerd, in turns, in one run, medians; writes the table of
 * docs/performance.md.
 */
@NullMarked
package io.rutter.deploy.bench;

import org.jspecify.annotations.NullMarked;
