/**
 * Makes the host what the log wants: looks at what a container shall be and what it is, takes one step, looks again.
 *
 * <p>An event only says that it is worth looking. The same steps run at start-up, where what survived is adopted.
 */
@NullMarked
package io.rutter.agent.reconcile;

import org.jspecify.annotations.NullMarked;
