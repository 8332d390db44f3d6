/**
 * A network that containers join, with the subnets that addresses come from.
 *
 * <p>Life: none → live → none. Who has which address is not here: it is claimed by who has it.
 */
@NullMarked
package io.rutter.engine.network;

import org.jspecify.annotations.NullMarked;
