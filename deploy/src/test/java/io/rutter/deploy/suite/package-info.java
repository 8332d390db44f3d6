/**
 * The real-client suite: the unchanged docker CLI against Rutter and against the distribution's dockerd, the same case files
 * for both, the outcomes side by side.
 *
 * <p>A case is a transcript: commands, and under each what it prints and its exit code. What changes from run to run (ids,
 * times, addresses) is masked. Life of a case: read → run → compared → a row of the table in docs/docker-api.md.
 */
@NullMarked
package io.rutter.deploy.suite;

import org.jspecify.annotations.NullMarked;
