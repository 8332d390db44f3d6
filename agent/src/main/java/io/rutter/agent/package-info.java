/** Rutter: agent. */
@NullMarked
package io.rutter.agent;

import org.jspecify.annotations.NullMarked;
