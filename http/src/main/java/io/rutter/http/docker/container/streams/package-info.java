/**
 * What goes on for a while and is watched: attaching, commands run inside, logs, statistics.
 *
 * <p>A stream begins with its head at once; an attached one takes the connection over and is bytes from there on.
 */
@NullMarked
package io.rutter.http.docker.container.streams;

import org.jspecify.annotations.NullMarked;
