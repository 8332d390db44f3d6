/**
 * A process with a filesystem, an identity and a place on a network. A swarm task is this same thing with an owner.
 *
 * <p>Life: none → created → (starting → running ⇄ paused → exited)* → none. What is desired has a generation; each start of the
 * process on the host is a run.
 */
@NullMarked
package io.rutter.engine.container;

import org.jspecify.annotations.NullMarked;
