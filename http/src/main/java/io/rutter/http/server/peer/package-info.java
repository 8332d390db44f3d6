/**
 * Who is at the other end of a connection: the host's user, group and process behind a unix socket.
 */
@NullMarked
package io.rutter.http.server.peer;

import org.jspecify.annotations.NullMarked;
