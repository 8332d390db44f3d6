/**
 * What must be unique or is used up: names, addresses, ports, subnets, slots, and who uses what. A fold of the log plus holds
 * for commands in flight, answered from memory.
 */
@NullMarked
package io.rutter.engine.claims;

import org.jspecify.annotations.NullMarked;
