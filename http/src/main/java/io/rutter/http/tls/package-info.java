/**
 * Keys and certificates: the three PEM files with which the API is served, and asked for, on a network.
 *
 * <p>Whoever holds a certificate that the authority has signed may do everything; nobody else is answered.
 */
@NullMarked
package io.rutter.http.tls;

import org.jspecify.annotations.NullMarked;
