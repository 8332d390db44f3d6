/**
 * One connection from its first byte to its last: requests come out, answers go in, and a route that wants the raw bytes may
 * take it over.
 */
@NullMarked
package io.rutter.http.server.connection;

import org.jspecify.annotations.NullMarked;
