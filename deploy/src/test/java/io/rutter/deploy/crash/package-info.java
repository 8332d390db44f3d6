/**
 * The engine is killed at random moments under load, started again, and asked for everything that it had acknowledged.
 *
 * <p>A round: load → SIGKILL → start → everything acknowledged is there, nothing is there twice, nothing is left over.
 */
@NullMarked
package io.rutter.deploy.crash;

import org.jspecify.annotations.NullMarked;
