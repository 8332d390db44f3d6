/**
 * The door: a unix socket, TCP under TLS, or loopback TCP, on which the API is served.
 *
 * <p>A connection: accepted → waiting for a head → answering → waiting again … → closed. An answer may take the connection over
 * (attach, exec): from then on it carries raw bytes both ways, each way ending by itself. A client that speaks HTTP/2 is
 * recognised by its first bytes and handed on.
 */
@NullMarked
package io.rutter.http.server;

import org.jspecify.annotations.NullMarked;
