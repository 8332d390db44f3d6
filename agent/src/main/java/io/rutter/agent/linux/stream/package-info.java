/**
 * Pipes, packet sockets and terminals: what carries a process's bytes.
 */
@NullMarked
package io.rutter.agent.linux.stream;

import org.jspecify.annotations.NullMarked;
